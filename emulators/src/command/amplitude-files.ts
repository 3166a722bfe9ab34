import { parseJson } from '@polyflag/core-engine';
import type { DeploymentContents } from '../amplitude/contents.js';
import { readDeployment, type ReadDeployment } from '../amplitude/read-deployment.js';
import { FollowedFiles } from './followed-files.js';

/** The file that holds a deployment: variants for those who fetch, flags and cohorts for those who evaluate themselves. */
export function amplitudeFiles(deployment: string): FollowedFiles<DeploymentContents, ReadDeployment> {
  const parse = (text: string, path: string): ReadDeployment => readDeployment(parseJson(text, path));
  return new FollowedFiles({ path: deployment, parse }, ({ document }) => document);
}

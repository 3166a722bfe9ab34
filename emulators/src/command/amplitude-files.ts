import { parseJson } from '@polyflag/core-engine';
import { readDeployment, type DeploymentContents } from '../amplitude/deployment.js';
import { FollowedFiles, type Reading } from './followed-files.js';

/** The file that holds a deployment: the variants of everybody, and those of certain users. */
export function amplitudeFiles(deployment: string): FollowedFiles<DeploymentContents, Reading<DeploymentContents>> {
  return new FollowedFiles({ path: deployment, parse: readFile }, ({ document }) => document);
}

function readFile(text: string, path: string): Reading<DeploymentContents> {
  return { contents: readDeployment(parseJson(text, path)), warnings: [] };
}

import { parseJson } from '@polyflag/core-engine';
import { decodeWorkspace } from '@polyflag/hackle-provider/internal';
import { complete } from '../hackle/complete.js';
import type { WorkspaceWire } from '../hackle/wire.js';
import { isObject } from '../http/form.js';
import { FollowedFiles, type Reading } from './followed-files.js';

/** The file that holds a workspace, as Hackle's backend sends it, but for what is always there. */
export function hackleFiles(workspace: string): FollowedFiles<WorkspaceWire, Reading<WorkspaceWire>> {
  return new FollowedFiles({ path: workspace, parse: readWorkspace }, ({ document }) => document);
}

/** What a server does not support is said, and sent all the same: other kinds of clients may. */
function readWorkspace(text: string, path: string): Reading<WorkspaceWire> {
  const contents = parseJson(text, path);
  if (!isObject(contents)) throw new Error('a workspace is an object');
  return { contents, warnings: decodeWorkspace(complete(contents, () => 0)).problems };
}

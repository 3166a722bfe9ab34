import type { Access } from '../http/access.js';
import { decoded } from '../http/decoded.js';
import type { UnansweredRequest } from '../http/received.js';
import { refused, type Reply } from '../http/reply.js';
import { isReport, reportPaths } from './reports.js';
import type { Workspace } from './workspace.js';

const nothingThere = refused(404, 'there is nothing at this address');

/** What Hackle's backend says to a request (spec §1.2). */
export function answerOf(request: UnansweredRequest, workspace: Workspace, access: Access): Reply {
  const { method, service, path, body } = request;
  const key = method === 'GET' && service === 'sdk' ? keyInPath(path) : undefined;
  const isPost = method === 'POST' && reportPaths[service] === path;
  if (key === undefined && !isPost) return nothingThere;
  switch (access.of(request)) {
    case 'none':
      return refused(401, 'there is no SDK key');
    case 'unknown':
      return refused(403, 'the SDK key is not known');
    case 'good':
      if (key === undefined)
        return isReport(path, body) ? { status: 200 } : refused(400, 'the body is not what is sent here');
      return key === keyOf(request)
        ? config(request, workspace)
        : refused(403, 'the SDK key of the address is another one than that of the header');
  }
}

/** The SDK key that a request brings. */
export function keyOf({ headers }: UnansweredRequest): string | undefined {
  const { 'x-hackle-sdk-key': key } = headers;
  return key === '' ? undefined : key;
}

/** The key of a workspace whose address that is. */
function keyInPath(path: string): string | undefined {
  const key = /^\/api\/v2\/workspaces\/([^/]+)\/config$/.exec(path)?.[1];
  return key === undefined ? undefined : decoded(key);
}

/** `Last-Modified` means something to the backend alone (spec §1.4): who writes it otherwise did not get it from here. */
function config({ headers }: UnansweredRequest, { document, lastModified }: Workspace): Reply {
  const validator = { 'last-modified': lastModified };
  if (headers['if-modified-since'] === lastModified) return { status: 304, headers: validator };
  return { status: 200, headers: validator, body: document };
}

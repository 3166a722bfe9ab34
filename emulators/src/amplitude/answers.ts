import type { ExperimentUser } from '@polyflag/amplitude-provider';
import type { Access } from '../http/access.js';
import { isObject } from '../http/form.js';
import type { UnansweredRequest } from '../http/received.js';
import { refused, type Reply } from '../http/reply.js';
import type { Deployment } from './deployment.js';
import { eventPaths, problemOf } from './reports.js';

const nothingThere = refused(404, 'there is nothing at this address');

/** Where variants are asked for: the second version, and the first. */
const vardataPaths: readonly string[] = ['/sdk/v2/vardata', '/sdk/vardata'];

/** What a fetch asks for (spec §1.2). */
export interface ReceivedFetch {
  readonly user: ExperimentUser;
  readonly flagKeys: readonly string[] | undefined;
  /** Absent where the client leaves it to the backend. */
  readonly tracksAssignment: boolean | undefined;
  readonly tracksExposure: boolean | undefined;
}

/** What Amplitude's backend says to a request (spec §1, §4.13). */
export function answerOf(request: UnansweredRequest, deployment: Deployment, access: Access): Reply {
  const { service, path, method } = request;
  if (service === 'analytics') {
    return method === 'POST' && eventPaths.includes(path) ? ingested(request) : nothingThere;
  }
  if (!isVardata(request)) return nothingThere;
  if (access.of(request) !== 'good') return refused(401, 'the deployment key is missing or not known');
  const asked = askedBy(request);
  if (asked === undefined) return refused(400, 'the user is no JSON object');
  return { status: 200, body: deployment.variantsOf(asked.user, asked.flagKeys) };
}

/** Whether a request asks for variants. */
export function isVardata({ service, path, method }: UnansweredRequest): boolean {
  return service === 'server' && vardataPaths.includes(path) && (method === 'GET' || method === 'POST');
}

/** The deployment key that a request brings. */
export function keyOf({ headers }: UnansweredRequest): string | undefined {
  return /^Api-Key (.+)$/.exec(headers.authorization ?? '')?.[1];
}

/** What a request for variants asks for; `undefined`: nothing that can be answered. */
export function askedBy({ method, headers, body }: UnansweredRequest): ReceivedFetch | undefined {
  const user = method === 'GET' ? parsed(headers['x-amp-exp-user']) : body;
  const flagKeys = headers['x-amp-exp-flag-keys'] === undefined ? undefined : parsed(headers['x-amp-exp-flag-keys']);
  if (!isObject(user) || (flagKeys !== undefined && !Array.isArray(flagKeys))) return undefined;
  return {
    user: user,
    flagKeys: flagKeys as readonly string[] | undefined,
    tracksAssignment: tracks(headers['x-amp-exp-track']),
    tracksExposure: tracks(headers['x-amp-exp-exposure-track']),
  };
}

function ingested({ body }: UnansweredRequest): Reply {
  const problem = problemOf(body);
  if (problem !== undefined) return { status: 400, body: { code: 400, error: problem } };
  const { events } = body as { readonly events: readonly unknown[] };
  return { status: 200, body: { code: 200, events_ingested: events.length } };
}

/** JSON in base64, of either alphabet. */
function parsed(encoded: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(encoded ?? '', 'base64').toString());
  } catch {
    return undefined;
  }
}

function tracks(word: string | undefined): boolean | undefined {
  return word === undefined ? undefined : word === 'track';
}

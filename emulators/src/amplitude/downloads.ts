import type { Access } from '../http/access.js';
import type { UnansweredRequest } from '../http/received.js';
import { refused, type Answer } from '../http/reply.js';
import type { Flags } from './flags.js';
import type { FlagStreams } from './stream.js';

const COHORT = '/sdk/v1/cohort/';

/** What is said to who downloads flags and cohorts (spec §4.1 to §4.3); `undefined`: it is no download. */
export function downloadOf(request: UnansweredRequest, flags: Flags, streams: FlagStreams, access: Access): Answer {
  const { service, path, method } = request;
  if (method !== 'GET') return undefined;
  if (service === 'flags' && path === '/sdk/v2/flags') {
    return access.of(request) === 'good' ? { status: 200, body: flags.list } : unknownKey;
  }
  if (service === 'stream' && path === '/sdk/stream/v1/flags') {
    if (access.of(request) !== 'good') return unknownKey;
    return { status: 200, opened: (stream) => streams.add(stream, flags.list) };
  }
  return service === 'cohorts' && path.startsWith(COHORT) ? cohortOf(request, flags) : undefined;
}

const unknownKey = refused(401, 'the deployment key is missing or not known');

function cohortOf({ path, query, headers }: UnansweredRequest, flags: Flags): Answer {
  if (!/^Basic .+$/.test(headers.authorization ?? ''))
    return refused(401, 'the api key and the secret key are missing');
  const cohort = flags.cohort(decodeURIComponent(path.slice(COHORT.length)));
  if (cohort === undefined) return refused(404, 'there is no such cohort');
  if (cohort.size > Number(query.maxCohortSize ?? Infinity)) return refused(413, 'the cohort is too large');
  return Number(query.lastModified) >= cohort.lastModified ? { status: 204 } : { status: 200, body: cohort };
}

import type { UnansweredRequest } from './received.js';

/**
 * Which requests are meant: a path with everything below it (`/segmentChanges`), an expression that is tried on the whole
 * URL, or a function.
 */
export type Match<Request extends UnansweredRequest = UnansweredRequest> =
  string | RegExp | ((request: Request) => boolean);

export function matches<Request extends UnansweredRequest>(match: Match<Request>, request: Request): boolean {
  if (typeof match === 'function') return match(request);
  if (typeof match === 'string') return request.path === match || request.path.startsWith(`${match}/`);
  // `test` of an expression with the flag g remembers where it stopped.
  return request.url.search(match) >= 0;
}

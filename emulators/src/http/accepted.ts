import type { ReceivedRequest } from './received.js';

/**
 * The bodies that were sent to a path and accepted: what was answered with an error has not arrived. Their form was looked at
 * before they were accepted.
 */
export function acceptedBodies<T>(requests: readonly ReceivedRequest[], path: string): T[] {
  return requests.filter((request) => request.path === path && request.status === 200).map(({ body }) => body as T);
}

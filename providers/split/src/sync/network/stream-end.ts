import { failure, type StreamEnd, type SyncFailure } from '@polyflag/core-engine';

/** What the end of a connection means. 401 is about the token, which the next attempt replaces (spec §5.6). */
export function failureOfStreamEnd(end: StreamEnd): SyncFailure {
  switch (end.kind) {
    case 'finished':
      return failure('unavailable', 'the stream was ended by the other side');
    case 'refused':
      return failure(
        end.status === 403 || end.status === 404 ? 'refused' : 'unavailable',
        `the stream: ${end.message}`,
      );
    case 'failed':
      return failure(end.problem === 'tls' ? 'untrusted' : 'unavailable', `the stream: ${end.message}`);
  }
}

import { failure, type SocketEnd, type SyncFailure } from '@polyflag/core-engine';
import type { StatusError, StatusErrorType } from './definitions-source.js';

/** The server wants nothing of us: a bad secret, token or type, or a token that came too late (spec §4.8). */
const REFUSED = 4003;

/** What a failure to look a host up ends with: the vendor tells it from a host that does not answer. */
const NOT_LOOKED_UP = /\((ENOTFOUND|EAI_AGAIN)\)$/;

/** What a close code means (spec §4.8). Only the one for refusals needs somebody; every other is left at once (DECISIONS 20). */
export function failureOfClose(code: number): SyncFailure {
  return code === REFUSED
    ? failure(
        'refused',
        'the stream: the backend closed with 4003: it refuses the env secret, or the clock of this machine is slow',
      )
    : failure('unavailable', `the stream: the backend closed with ${code}`);
}

/** The vendor's words for it (spec §4.8). */
export function statusErrorOf({ code, message }: SyncFailure, end: SocketEnd | undefined): StatusError {
  if (end !== undefined) return { errorType: errorTypeOf(end), message };
  return { errorType: code === 'invalid' ? 'Received Data invalid' : 'Network error', message };
}

function errorTypeOf(end: SocketEnd): StatusErrorType {
  switch (end.kind) {
    case 'closed':
      return end.code === REFUSED ? 'Request invalid' : 'Unknown close code';
    case 'refused':
      return 'WebSocket error';
    case 'failed':
      switch (end.problem) {
        case 'timeout':
        case 'broken':
        case 'aborted':
          return 'Network error';
        case 'unreachable':
          return NOT_LOOKED_UP.test(end.message) ? 'WebSocket error' : 'System error';
        case 'tls':
          return 'System error';
        case 'too-large':
          return 'WebSocket error';
      }
  }
}

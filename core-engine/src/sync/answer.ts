import type { HttpOutcome } from '../transport/transport.js';
import { failure, type SyncFailure } from './round.js';

/** What an answer says, or why it says nothing. */
export type Answer = { readonly kind: 'body'; readonly body: unknown } | StatusFailure | SyncFailure;

/** Another status than a good one. What it means depends on what was asked. */
export interface StatusFailure {
  readonly kind: 'status';
  readonly status: number;
}

/** Not part of JSON, and sent by intermediaries all the same. */
const BYTE_ORDER_MARK = /^\ufeff/;

/**
 * Reads the JSON of an answer. Whatever is not 2xx is a status for the caller to judge, 304 included.
 *
 * @param what what was asked for, the beginning of every message
 */
export function readAnswer(outcome: HttpOutcome, what: string): Answer {
  if (outcome.kind === 'failed') {
    return failure(outcome.problem === 'tls' ? 'untrusted' : 'unavailable', `${what}: ${outcome.message}`);
  }
  const { status, headers, body } = outcome;
  if (status < 200 || status > 299) return { kind: 'status', status };
  try {
    return { kind: 'body', body: JSON.parse(body.replace(BYTE_ORDER_MARK, '')) as unknown };
  } catch {
    // The parser's error is dropped: it quotes the text.
    return failure('invalid', `${what}: the answer is not JSON, or not all of it${labelled(headers['content-type'])}`);
  }
}

/**
 * What a status means where the key is asked about (DECISIONS 20): these three are refusals of it.
 *
 * @param retryAfterMs how long the answer asks us to stay away, in milliseconds
 */
export function failureOfStatus(status: number, what: string, retryAfterMs?: number): SyncFailure {
  switch (status) {
    case 401:
    case 403:
      return failure('refused', `${what}: the backend answered ${status}: it refuses the SDK key`);
    case 404:
      return failure('refused', `${what}: the backend answered 404: the SDK key or the URL is not right`);
    default: {
      const failed = failure('unavailable', `${what}: the backend answered ${status}`);
      return retryAfterMs === undefined ? failed : { ...failed, retryAfterMs };
    }
  }
}

/** A page of an intermediary's says what it is. Only the type itself is shown. */
function labelled(contentType: string | undefined): string {
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(contentType ?? '')?.[0];
  return type === undefined || type === 'application/json' ? '' : ` (it is labelled ${type.slice(0, 50)})`;
}

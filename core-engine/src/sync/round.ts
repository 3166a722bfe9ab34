/** What came of one attempt to bring definitions. Expected things are values: an attempt does not throw. */
export type RoundOutcome = Success | SyncFailure;

export interface Success {
  readonly kind: 'ok';
  /** Part of it is still missing and is worth asking for again at the next interval, even where nothing polls. */
  readonly incomplete?: boolean;
}

export interface SyncFailure {
  readonly kind: 'failed';
  readonly code: FailureCode;
  /** One sentence for a log; the same for the same problem. It holds no key, no token and nothing of the content. */
  readonly message: string;
  /** How long the other side asks us to stay away, in milliseconds; at most 30 minutes are believed. */
  readonly retryAfterMs?: number;
}

/**
 * - `unavailable`: it could not be reached, or did not answer as it should; that may pass by itself.
 * - `invalid`: it answered, and the answer is not what it should be; that may pass as well.
 * - `refused`: it does not want us (credentials): somebody has to mend that.
 * - `untrusted`: it could not prove who it is (TLS): likewise.
 */
export type FailureCode = 'unavailable' | 'invalid' | 'refused' | 'untrusted';

export const ok: Success = { kind: 'ok' };

export function failure(code: FailureCode, message: string): SyncFailure {
  return { kind: 'failed', code, message };
}

/** Whether the failure stays until a person mends it: the next attempt is then minutes away (DECISIONS 24). */
export function isLasting({ code }: SyncFailure): boolean {
  return code === 'refused' || code === 'untrusted';
}

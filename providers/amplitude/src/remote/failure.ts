import type { NetworkProblem } from '@polyflag/core-engine';

/** Why a fetch gave no answer. */
export type FetchFailure =
  /** Another status than 200. */
  | { readonly kind: 'status'; readonly status: number }
  /** The body is no JSON, or not all of it. */
  | { readonly kind: 'no-json' }
  /** The body is JSON, and not of the form of an answer. */
  | { readonly kind: 'unusable'; readonly message: string }
  /** Time ran out. `asked` is false where there was none to begin with, so that nothing was sent. */
  | { readonly kind: 'timeout'; readonly asked: boolean }
  | { readonly kind: 'network'; readonly problem: NetworkProblem; readonly message: string }
  /** The client was stopped. */
  | { readonly kind: 'stopped' };

/** Whether another attempt may go better (spec §1.6). */
export function isRetryable(failure: FetchFailure): boolean {
  switch (failure.kind) {
    case 'status':
      return failure.status < 400 || failure.status === 429 || failure.status >= 500;
    case 'stopped':
      return false;
    case 'no-json':
    case 'unusable':
    case 'timeout':
    case 'network':
      return true;
  }
}

/** What happened, in a sentence that holds nothing of a user and no key. */
export function sentenceOf(failure: FetchFailure): string {
  switch (failure.kind) {
    case 'status':
      return refusesKey(failure.status)
        ? `the backend answered ${failure.status}: it refuses the deployment key`
        : `the backend answered ${failure.status}`;
    case 'no-json':
      return 'the answer is not JSON, or not all of it';
    case 'unusable':
      return failure.message;
    case 'timeout':
      return 'there was no answer in time';
    case 'network':
      return failure.message;
    case 'stopped':
      return 'the client was stopped';
  }
}

function refusesKey(status: number): boolean {
  return status === 401 || status === 403;
}

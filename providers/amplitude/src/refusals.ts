import { decisionOf, type Decision, type FailCode } from '@polyflag/core-engine';
import { sentenceOf, type FetchFailure } from './remote/failure.js';

// Answers of the provider that no definition decides.

function refusal(code: FailCode, message: string): Decision {
  return decisionOf(undefined, undefined, 'refused', 'ERROR', false, { code, message });
}

/** Nobody is identified, and the option `requireIdentity` demands it. */
export const unidentified = refusal(
  'TARGETING_KEY_MISSING',
  'give the context a targetingKey, a user_id or a device_id: the option "requireIdentity" demands one',
);

/** The context cannot be sent. */
export function contextUnusable(problem: string): Decision {
  return refusal('INVALID_CONTEXT', problem);
}

/** The answer of the backend has no such flag. */
export const notFound = refusal('FLAG_NOT_FOUND', 'there is no such flag in this deployment');

/** The answer of the backend has the flag, and what it says of it is no variant. */
export const malformed = refusal('PARSE_ERROR', 'the variant in the answer of the backend is no object');

/** There is no answer. */
export function failedBy(failure: FetchFailure): Decision {
  switch (failure.kind) {
    case 'no-json':
    case 'unusable':
      return refusal('PARSE_ERROR', sentenceOf(failure));
    case 'stopped':
      return refusal('PROVIDER_NOT_READY', sentenceOf(failure));
    case 'status':
    case 'timeout':
    case 'network':
      return refusal('GENERAL', sentenceOf(failure));
  }
}

import { decisionOf, type Decision, type FailCode } from '@polyflag/core-engine';
import type { FlagTarget } from './flag-keys.js';
import type { DecisionReason } from './translate/reasons.js';

// Answers of the provider that no definition decides, made once.

function refusal(reason: DecisionReason, code: FailCode, message: string): Decision {
  return decisionOf(undefined, undefined, reason, 'ERROR', false, { code, message });
}

/** A client that is shared may end before the provider does. */
export const notReady = refusal(
  'SDK_NOT_READY',
  'PROVIDER_NOT_READY',
  'the Hackle client has no workspace, or is closed',
);

/** Nothing identifies the user, and nobody tried to. */
export const keyMissing = refusal(
  'INVALID_INPUT',
  'TARGETING_KEY_MISSING',
  'Hackle evaluates for an identifier: give the context a targetingKey, a text that is not blank',
);

/** What is there identifies nobody. */
export const contextUnusable = refusal(
  'INVALID_INPUT',
  'INVALID_CONTEXT',
  'an identifier is a text of at most 512 characters that is not blank',
);

const notFound: Readonly<Record<FlagTarget['kind'], Decision>> = {
  experiment: refusal('EXPERIMENT_NOT_FOUND', 'FLAG_NOT_FOUND', 'there is no such A/B test'),
  feature: refusal('FEATURE_FLAG_NOT_FOUND', 'FLAG_NOT_FOUND', 'there is no such feature flag'),
  config: refusal('REMOTE_CONFIG_PARAMETER_NOT_FOUND', 'FLAG_NOT_FOUND', 'there is no such remote config parameter'),
};

/** There is no such thing in the workspace. */
export function notFoundOf(kind: FlagTarget['kind']): Decision {
  return notFound[kind];
}

/** What follows the prefix in the flag key is no number. */
export const keyUnreadable = refusal(
  'INVALID_INPUT',
  'FLAG_NOT_FOUND',
  'the number of an A/B test or a feature flag is a positive whole number',
);

const mismatches: Readonly<Record<'experiment' | 'feature', Decision>> = {
  experiment: refusal('TYPE_MISMATCH', 'TYPE_MISMATCH', 'an A/B test gives a string, or an object of its parameters'),
  feature: refusal('TYPE_MISMATCH', 'TYPE_MISMATCH', 'a feature flag gives a boolean, or an object of its parameters'),
};

/** The type that is asked for can never be served: told before anything is evaluated and reported (spec §9.2). */
export function mismatchOf(kind: 'experiment' | 'feature'): Decision {
  return mismatches[kind];
}

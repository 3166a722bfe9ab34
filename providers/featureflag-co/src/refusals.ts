import { decisionOf, type Decision, type FailCode } from '@polyflag/core-engine';
import type { FlagReason } from './translate/reasons.js';

// Answers of the provider that no definition decides, made once.

function refusal(reason: FlagReason, code: FailCode, message: string): Decision {
  return decisionOf(undefined, undefined, reason, 'ERROR', false, { code, message });
}

/** A client that is shared may end before the provider does. */
export const notReady = refusal('client not ready', 'PROVIDER_NOT_READY', 'the client has no data, or was stopped');

export const notFound = refusal('flag not found', 'FLAG_NOT_FOUND', 'there is no such flag');

/** Nothing identifies the user, and nobody tried to. */
export const keyMissing = refusal(
  'user not specified',
  'TARGETING_KEY_MISSING',
  'featureflag.co evaluates for a user: give the context a targetingKey, a text that is not blank',
);

/** What is there identifies nobody. */
export const keyUnusable = refusal(
  'user not specified',
  'INVALID_CONTEXT',
  'the targetingKey is a text that is not blank',
);

/** A built-in property of another type than text. */
export const contextUnusable = refusal('user not specified', 'INVALID_CONTEXT', 'name, email and country are texts');

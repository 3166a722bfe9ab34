import type { EvaluationContext } from '@openfeature/core';
import { decisionOf, type Decision, type FailCode } from '@polyflag/core-engine';
import { checkKeyText, isOrdinaryKey } from './validation/key.js';

/** Which fields of an OpenFeature context Split reads; every other field is an attribute (DECISIONS 15, 19). */
export const contextFields = {
  key: 'targetingKey',
  bucketingKey: 'bucketingKey',
  trafficType: 'trafficType',
} as const;

/** What the traffic type of a tracked event is when the context names none. */
const DEFAULT_TRAFFIC_TYPE = 'user';

/** Whether a context can be used as it stands: an ordinary key, and none of its own to bucket by. */
export function isOrdinaryContext(key: unknown, bucketingKey: unknown): key is string {
  return bucketingKey === undefined && isOrdinaryKey(key);
}

/** The keys of a context: whom to target and whom to bucket. */
export interface ContextKeys {
  readonly key: string;
  readonly bucketingKey: string;
}

/** Why a context cannot be evaluated for, as a ready-made decision. */
export interface UnusableContext {
  readonly decision: Decision;
}

/** Reads the keys of any context. A missing or blank targeting key is TARGETING_KEY_MISSING, any other trouble INVALID_CONTEXT. */
export function keysOf(key: unknown, bucketingKey: unknown): ContextKeys | UnusableContext {
  if (key === undefined || key === null) return missing;
  if (typeof key !== 'string') return refused('INVALID_CONTEXT', 'targetingKey must be a text');
  const checked = checkKeyText(key, contextFields.key);
  if (checked.kind === 'rejected') return checked.missing ? missing : refused('INVALID_CONTEXT', checked.problem);
  if (bucketingKey === undefined || bucketingKey === null) return { key: checked.value, bucketingKey: checked.value };
  const bucketing = checkKeyText(bucketingKey, contextFields.bucketingKey);
  if (bucketing.kind === 'rejected') return refused('INVALID_CONTEXT', bucketing.problem);
  return { key: checked.value, bucketingKey: bucketing.value };
}

/** The traffic type that events of a context belong to. */
export function trafficTypeOf(context: EvaluationContext): string {
  const given = context[contextFields.trafficType];
  return typeof given === 'string' && given.trim() !== '' ? given.trim() : DEFAULT_TRAFFIC_TYPE;
}

const missing = refused(
  'TARGETING_KEY_MISSING',
  'Split evaluates for a key: give the context a targetingKey, a text that is not blank',
);

function refused(code: FailCode, message: string): UnusableContext {
  return { decision: decisionOf(undefined, undefined, 'invalid context', 'ERROR', false, { code, message }) };
}

import type { Decision } from '@polyflag/core-engine';
import type { DecisionReason } from '../translate/reasons.js';
import { sanitised } from '../user/properties.js';
import { parameterInfo, type RemoteConfigBody } from './bodies.js';

/** The type that is asked for: that of the caller's default (spec §3.5). */
export type RequestedType = 'STRING' | 'NUMBER' | 'BOOLEAN' | 'NULL' | 'UNKNOWN';

/** What a parameter came to for one request. */
export interface ConfigAnswer {
  /** The decided value, or the caller's default. */
  readonly value: unknown;
  readonly reason: DecisionReason;
  readonly body: RemoteConfigBody | undefined;
}

/** Longer texts in an event are cut (spec §3.5). */
const LONGEST_TEXT = 1024;

/** The type of a default. */
export function requestedType(fallback: unknown): RequestedType {
  switch (typeof fallback) {
    case 'string':
      return 'STRING';
    case 'number':
      return 'NUMBER';
    case 'boolean':
      return 'BOOLEAN';
    default:
      return (fallback ?? undefined) === undefined ? 'NULL' : 'UNKNOWN';
  }
}

/** Whether a stored value is of the type that is asked for; its declared type does not count. */
function isRequested(value: unknown, requested: RequestedType): boolean {
  return requested === 'NULL' || requestedType(value) === requested;
}

/**
 * What a decision about a parameter comes to, with the event that tells of it.
 *
 * @param fallback what the caller gets where nothing else is served
 * @param usable false: the value is of no use to the caller, whatever its type
 */
export function configAnswer(
  decision: Decision,
  requested: RequestedType,
  fallback: unknown,
  usable = true,
): ConfigAnswer {
  const { outcome } = decision;
  const info = parameterInfo(decision);
  if (outcome === undefined || info === undefined) return { value: fallback, reason: 'EXCEPTION', body: undefined };
  const decided = outcome.variant !== null;
  const fits = decided && usable && isRequested(outcome.value, requested);
  const value = fits ? outcome.value : fallback;
  const reason = decided && !fits ? 'TYPE_MISMATCH' : (decision.label as DecisionReason);
  const body: RemoteConfigBody = {
    parameterId: info.id,
    parameterKey: info.key,
    parameterType: info.type,
    decisionReason: reason,
    ...(fits && typeof outcome.id === 'number' ? { valueId: outcome.id } : {}),
    properties: sanitised({
      requestValueType: requested,
      requestDefaultValue: cut(fallback),
      ...outcome.metadata,
      returnValue: cut(value),
    }),
  };
  return { value, reason, body };
}

function cut(value: unknown): unknown {
  return typeof value === 'string' && value.length > LONGEST_TEXT ? value.slice(0, LONGEST_TEXT) : value;
}

import type { EvaluationContext } from '@openfeature/core';
import { isOwnTable, type Decision } from '@polyflag/core-engine';
import { contextUnusable, keyMissing, keyUnusable } from './refusals.js';
import { isReserved } from './translate/clauses.js';
import { isText, type Attributes, type User } from './user/user.js';

/** Which fields of an OpenFeature context are read beside the vendor's own; every other field is a property (spec §13.2). */
export const contextFields = {
  /** Stands for `key`. */
  key: 'targetingKey',
  /** Stands for `name`, where there is none. */
  name: 'userName',
} as const;

/**
 * Whether a context can be evaluated for as it stands, without a copy: a targeting key, built-in properties that are texts or
 * absent, and properties that the engine reads as featureflag.co does. What a getter throws is passed on.
 */
export function isOrdinaryContext(context: EvaluationContext): boolean {
  if (!isText(context.targetingKey) || context[contextFields.name] !== undefined || !isOwnTable(context)) return false;
  if (!isAbsentOrText(context.name) || !isAbsentOrText(context.email) || !isAbsentOrText(context.country)) return false;
  for (const name in context) if (!isPlain(context[name])) return false;
  return true;
}

/** The user of any context, or why there is none. What a getter throws is passed on. */
export function userOfContext(context: EvaluationContext): User | Decision {
  const candidates = [context.targetingKey, ownOf(context, 'key'), ownOf(context, 'keyid')];
  const key: unknown = candidates.find(isText);
  if (!isText(key)) return candidates.every(isBlank) ? keyMissing : keyUnusable;
  const attributes = new Map<string, unknown>();
  const builtIns = {
    name: isBlank(ownOf(context, 'name')) ? ownOf(context, contextFields.name) : ownOf(context, 'name'),
    email: ownOf(context, 'email'),
    country: ownOf(context, 'country'),
  };
  for (const [name, value] of Object.entries(builtIns)) {
    if (!value || isBlank(value)) continue;
    if (typeof value !== 'string') return contextUnusable;
    attributes.set(name, value);
  }
  for (const name of Object.keys(context)) {
    if (name === contextFields.key || name === contextFields.name || isReserved(name)) continue;
    const value = textOf(context[name]);
    if (value !== undefined) attributes.set(name, value);
  }
  // Made from entries, so that a field named `__proto__` is a property like any other.
  return { key, attributes: Object.fromEntries(attributes) };
}

/** Texts, finite numbers and booleans as text, dates as ISO text; everything else is left out (D17). */
function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? String(value) : undefined;
    case 'boolean':
      return String(value);
    default:
      return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined;
  }
}

/** What the engine reads in the same way. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return true;
    case 'number':
      return Number.isFinite(value);
    default:
      return value === null;
  }
}

function isAbsentOrText(value: unknown): boolean {
  return value === undefined || value === null || isText(value);
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function ownOf(context: Attributes, name: string): unknown {
  return Object.hasOwn(context, name) ? context[name] : undefined;
}

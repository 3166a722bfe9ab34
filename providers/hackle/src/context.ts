import type { EvaluationContext } from '@openfeature/core';
import { isOwnTable, type Decision } from '@polyflag/core-engine';
import { contextUnusable, keyMissing } from './refusals.js';
import { identifierTypes, identifiersOf, isIdentifier, type IgnoredListener } from './user/identifiers.js';
import { areInOrder, copied, noProperties, sanitised, type Properties } from './user/properties.js';
import type { User } from './user/user.js';

/** Which fields of an OpenFeature context Hackle reads; every other field is a property (spec §9.4). */
export const contextFields = {
  key: 'targetingKey',
  userId: 'userId',
  deviceId: 'deviceId',
  sessionId: 'sessionId',
  identifiers: 'identifiers',
  properties: 'properties',
  hackleProperties: 'hackleProperties',
} as const;

const fieldNames: ReadonlySet<string> = new Set(Object.values(contextFields));

/**
 * Whether a context can be evaluated for as it stands, without a copy: a targeting key, no other field that Hackle reads,
 * and properties that are in order.
 */
export function isOrdinaryContext(context: EvaluationContext): boolean {
  return (
    isIdentifier(context.targetingKey) &&
    context[contextFields.userId] === undefined &&
    context[contextFields.deviceId] === undefined &&
    context[contextFields.sessionId] === undefined &&
    context[contextFields.identifiers] === undefined &&
    context[contextFields.properties] === undefined &&
    context[contextFields.hackleProperties] === undefined &&
    isOwnTable(context) &&
    areInOrder(context)
  );
}

/** What an event keeps of the user of an ordinary context. */
export function keptUserOf(context: EvaluationContext, keyType: string): User {
  const { targetingKey = '', ...properties } = context;
  return { identifiers: { [keyType]: targetingKey }, properties: copied(properties), hackleProperties: noProperties };
}

/**
 * The user of any context; `undefined`: nothing identifies him.
 *
 * @param keyType the identifier type that the targeting key is
 * @param onIgnored hears of identifiers that cannot be used beside those that can
 */
export function userOfContext(
  context: EvaluationContext,
  keyType: string,
  onIgnored?: IgnoredListener,
): User | undefined {
  const identifiers = identifiersOf(candidates(context, keyType), onIgnored);
  if (identifiers === undefined) return undefined;
  const hackleProperties = context[contextFields.hackleProperties];
  return {
    identifiers,
    properties: sanitised(propertiesOf(context)),
    hackleProperties: isObject(hackleProperties) ? sanitised(withTextDates(hackleProperties)) : noProperties,
  };
}

/** Why nothing identifies the user of a context. */
export function unidentified({ targetingKey }: EvaluationContext): Decision {
  const key: unknown = targetingKey;
  const isBlank = key === undefined || key === null || (typeof key === 'string' && key.trim() === '');
  return isBlank ? keyMissing : contextUnusable;
}

function* candidates(context: EvaluationContext, keyType: string): Generator<[string, unknown]> {
  const identifiers = context[contextFields.identifiers];
  if (isObject(identifiers)) yield* Object.entries(identifiers);
  for (const field of ['userId', 'deviceId', 'sessionId'] as const) yield [identifierTypes[field], context[field]];
  // A targeting key that is no text is a mistake, not a number to be turned into one.
  if (typeof context.targetingKey === 'string') yield [keyType, context.targetingKey];
}

/** Every other field, and over them the members of `properties`. */
function propertiesOf(context: EvaluationContext): Properties {
  const others = Object.entries(context).filter(([name]) => !fieldNames.has(name));
  const properties = context[contextFields.properties];
  const merged = new Map(isObject(properties) ? [...others, ...Object.entries(properties)] : others);
  return withTextDates(Object.fromEntries(merged));
}

/** Hackle knows no dates: they go as ISO text. */
function withTextDates(given: Properties): Properties {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value instanceof Date ? isoText(value) : value]),
  );
}

/** `undefined` for a date that is none. */
export function isoText(date: Date): string | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

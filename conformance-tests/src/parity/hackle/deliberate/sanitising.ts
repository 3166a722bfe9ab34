import { flagExample, flagWith, property } from './example.js';
import type { DeliberateDifference, UserFields } from './difference.js';
import { mapped, tableOf, valuesFor, withProperties } from './user-fields.js';

export const sanitising: DeliberateDifference = {
  id: 'sanitising',
  rule: 'Hackle page §6.3, §11: properties are sanitised before matching',
  answer: 'a property that would not be sent is not matched either',
  concerns: ({ closure, user }) =>
    closure.conditions.some((condition) => valuesFor(condition, user).some((value) => !isSane(value))),
  user: (user) => {
    const { hackleProperties } = tableOf(user);
    const sane = withProperties(user, sanitised);
    return hackleProperties === undefined
      ? sane
      : { ...tableOf(sane), hackleProperties: sanitised(tableOf(hackleProperties)) };
  },
  example: flagExample(flagWith(property('EXISTS', 'STRING', [])), { id: 'ana', properties: { p: { a: 1 } } }, false),
};

function sanitised(properties: UserFields): UserFields {
  return mapped(properties, sanitisedValue);
}

function sanitisedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(isElement);
  return isScalar(value) ? value : undefined;
}

function isSane(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isElement) : isScalar(value);
}

function isElement(value: unknown): boolean {
  return typeof value !== 'boolean' && isScalar(value);
}

function isScalar(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= 1_024;
  return typeof value === 'boolean' || Number.isFinite(value);
}

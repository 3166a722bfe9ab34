import type { ConditionWire } from '@polyflag/emulators';
import type { UserFields } from './difference.js';

const fields = { id: '$id', userId: '$userId', deviceId: '$deviceId' } as const;

/** A user as an object; text and numbers are ids. `undefined`: he is neither. */
export function fieldsOf(user: unknown): UserFields | undefined {
  if (typeof user === 'string') return { id: user };
  return typeof user === 'object' && user !== null && !Array.isArray(user) ? (user as UserFields) : undefined;
}

/** Everything in a user that may be an identifier. */
export function identifiersOf(user: unknown): unknown[] {
  const given = fieldsOf(user);
  if (given === undefined) return [];
  return [...Object.keys(fields).map((field) => given[field]), ...Object.values(tableOf(given.identifiers))];
}

/** The user with each of his identifiers put otherwise; `undefined` takes one away. */
export function withIdentifiers(user: unknown, put: (value: unknown) => unknown): unknown {
  const given = fieldsOf(user);
  if (given === undefined) return user;
  return {
    ...given,
    ...Object.fromEntries(Object.keys(fields).map((field) => [field, put(given[field])])),
    identifiers: mapped(tableOf(given.identifiers), put),
  };
}

/** The values that conditions look at, each as it was given. */
export function valuesFor({ key }: ConditionWire, user: unknown): unknown[] {
  const given = fieldsOf(user);
  const table = tableOf(key.type.startsWith('HACKLE') ? given?.hackleProperties : given?.properties);
  return key.type.endsWith('_PROPERTY') && Object.hasOwn(table, key.name) ? [table[key.name]] : [];
}

/** The user with other properties. */
export function withProperties(user: unknown, put: (properties: UserFields) => UserFields): unknown {
  const given = fieldsOf(user);
  return given === undefined ? user : { ...given, properties: put(tableOf(given.properties)) };
}

export function tableOf(value: unknown): UserFields {
  return typeof value === 'object' && value !== null ? (value as UserFields) : {};
}

/** A table without what was put as `undefined`. */
export function mapped(table: UserFields, put: (value: unknown) => unknown): UserFields {
  const entries = Object.entries(table).map(([name, value]): [string, unknown] => [name, put(value)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

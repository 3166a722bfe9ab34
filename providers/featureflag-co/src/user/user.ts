import { isOwnTable } from '@polyflag/core-engine';
import type { CustomProperty, ReportedUser } from '../reports/report.js';
import { isReserved } from '../translate/clauses.js';

/** A user as the application gives him (spec §6.2). */
export interface FFCUser {
  /** Text that is not blank; whoever has none is known by `keyid`. */
  readonly key?: string | null | undefined;
  readonly keyid?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly country?: string | null | undefined;
  /** Custom properties: texts and numbers count, everything else is left out. */
  readonly [property: string]: unknown;
}

export type Attributes = Readonly<Record<string, unknown>>;

/** A user as he is evaluated and reported. */
export interface User {
  readonly key: string;
  /** `name`, `email` and `country`, where they are set, and the custom properties: texts and numbers. */
  readonly attributes: Attributes;
}

const builtIns = ['name', 'email', 'country'] as const;

/**
 * Whether a user can be evaluated as he was given, without a copy. Creates nothing; what a getter of his throws is passed on.
 *
 * @param asked the custom properties that the evaluation may ask for: what the others hold does not matter
 */
export function isOrdinaryUser(given: unknown, asked: readonly string[]): given is FFCUser & { readonly key: string } {
  if (!isObject(given) || !isText(given.key) || !isOwnTable(given)) return false;
  if (!isUnsetOrText(given.name) || !isUnsetOrText(given.email) || !isUnsetOrText(given.country)) return false;
  for (const name of asked) if (!isPlain(given[name])) return false;
  return true;
}

/** Reads a user; `undefined`: he cannot be used (spec §6.2). What a getter of his throws is passed on. */
export function userOf(given: unknown): User | undefined {
  if (!isObject(given) || Array.isArray(given)) return undefined;
  const key = ownOf(given, 'key') || ownOf(given, 'keyid');
  if (!isText(key)) return undefined;
  const attributes = new Map<string, unknown>();
  for (const name of builtIns) {
    const value = ownOf(given, name);
    if (!value) continue;
    if (!isText(value)) return undefined;
    attributes.set(name, value);
  }
  for (const name of Object.keys(given)) {
    if (isReserved(name)) continue;
    const value = given[name];
    if (typeof value === 'string' || typeof value === 'number') attributes.set(name, value);
    else if (typeof value === 'bigint') attributes.set(name, String(value));
  }
  // Made from entries, so that one named `__proto__` is a property like any other.
  return { key, attributes: Object.fromEntries(attributes) };
}

/**
 * What an event says of a user: a copy, since his object is the caller's.
 *
 * @param skipped a member that is no property of his
 */
export function reportedUser(key: string, attributes: Attributes, skipped?: string): ReportedUser {
  const customizedProperties: CustomProperty[] = [];
  for (const name in attributes) {
    if (name === skipped || isReserved(name)) continue;
    const value = attributes[name];
    if (typeof value === 'string') customizedProperties.push({ name, value });
    else if (typeof value === 'number' || typeof value === 'boolean') {
      customizedProperties.push({ name, value: String(value) });
    }
  }
  return {
    keyId: key,
    userName: textOrEmpty(attributes.name),
    email: textOrEmpty(attributes.email),
    country: textOrEmpty(attributes.country),
    customizedProperties,
  };
}

/**
 * As `reportedUser`, of a user who was evaluated.
 *
 * @param given what the caller gave
 * @param attributes what was evaluated: that, or a copy
 */
export function reportedUserOf(given: unknown, key: string, attributes: Attributes): ReportedUser {
  const isCopy = attributes !== given;
  return reportedUser(key, isCopy || hasOnlyPlain(attributes) ? attributes : (userOf(given)?.attributes ?? {}));
}

function hasOnlyPlain(attributes: Attributes): boolean {
  for (const name in attributes) if (!isPlain(attributes[name])) return false;
  return true;
}

/** Text that is not blank. Nearly always told by its first character. */
export function isText(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  return value.charCodeAt(0) > 0x20 && value.charCodeAt(0) < 0x7f ? true : value.trim() !== '';
}

/** Whether a built-in property needs no second look: nobody takes what is not set for text. */
function isUnsetOrText(value: unknown): boolean {
  return value === undefined || value === null || value === '' || isText(value);
}

/** What the engine reads as featureflag.co does: text, numbers, and nothing. */
function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || value === undefined || value === null;
}

function ownOf(given: Attributes, name: string): unknown {
  return Object.hasOwn(given, name) ? given[name] : undefined;
}

function textOrEmpty(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isObject(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null;
}

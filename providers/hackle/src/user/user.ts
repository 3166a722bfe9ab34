import { isOwnTable } from '@polyflag/core-engine';
import { identifierTypes, identifiersOf, isIdentifier, type Identifiers, type IgnoredListener } from './identifiers.js';
import { areInOrder, copied, noProperties, sanitised, type Properties } from './properties.js';

/** A user as the application gives him (spec §6.1): an id, or an object with at least one identifier. */
export interface HackleUser {
  /** The default identifier, of type `$id`. */
  readonly id?: string | number | null | undefined;
  /** Of type `$userId`. */
  readonly userId?: string | number | null | undefined;
  /** Of type `$deviceId`. */
  readonly deviceId?: string | number | null | undefined;
  /** Of type `$sessionId`. */
  readonly sessionId?: string | number | null | undefined;
  /** Identifiers of other types. */
  readonly identifiers?: Readonly<Record<string, string | number>> | null | undefined;
  /** Texts, finite numbers, booleans, and lists of texts and numbers. */
  readonly properties?: Properties | null | undefined;
  /** What the platform tells of the user. */
  readonly hackleProperties?: Properties | null | undefined;
}

/** A user as he is evaluated and reported: a copy, in order. */
export interface User {
  readonly identifiers: Identifiers;
  readonly properties: Properties;
  readonly hackleProperties: Properties;
}

/** A user who can be evaluated as he was given, without a copy: one identifier, and properties that are in order. */
export type OrdinaryUser = string | { readonly id: string; readonly properties?: Properties | null };

/** Whether a user can be evaluated as he was given. Creates nothing; what a getter of his throws is passed on. */
export function isOrdinaryUser(given: unknown): given is OrdinaryUser {
  if (typeof given === 'string') return isIdentifier(given);
  if (!isObject(given) || !isIdentifier(given.id)) return false;
  if ((given.userId ?? given.deviceId ?? given.sessionId ?? undefined) !== undefined) return false;
  if ((given.identifiers ?? given.hackleProperties ?? undefined) !== undefined) return false;
  const properties = given.properties ?? undefined;
  return properties === undefined || (isObject(properties) && isOwnTable(properties) && areInOrder(properties));
}

/** What an event keeps of a user who was evaluated as he was given: the caller may change his object. */
export function keptUser(user: OrdinaryUser): string | User {
  if (typeof user === 'string') return user;
  const properties = user.properties ?? undefined;
  if (properties === undefined) return user.id;
  return {
    identifiers: { [identifierTypes.id]: user.id },
    properties: copied(properties),
    hackleProperties: noProperties,
  };
}

/**
 * Reads a user; `undefined`: nothing identifies him (spec §6.2). What a getter of his throws is passed on.
 *
 * @param onIgnored hears of identifiers that cannot be used beside those that can
 */
export function userOf(given: unknown, onIgnored?: IgnoredListener): User | undefined {
  if (typeof given === 'string' || typeof given === 'number') return userOf({ id: given });
  if (!isObject(given)) return undefined;
  const identifiers = identifiersOf(candidates(given), onIgnored);
  if (identifiers === undefined) return undefined;
  return {
    identifiers,
    properties: propertiesOf(given.properties),
    hackleProperties: propertiesOf(given.hackleProperties),
  };
}

function* candidates(given: Readonly<Record<string, unknown>>): Generator<[string, unknown]> {
  if (isObject(given.identifiers)) yield* Object.entries(given.identifiers);
  for (const [field, type] of Object.entries(identifierTypes)) yield [type, given[field]];
}

function propertiesOf(given: unknown): Properties {
  return isObject(given) ? sanitised(given) : noProperties;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

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

/**
 * The identifier of somebody who has one of type `$id` and none besides, nor properties of Hackle's: he needs no copy to be
 * evaluated. `undefined`: `userOf` has to look. Creates nothing; what a getter of his throws is passed on.
 */
export function singleId(given: unknown): string | undefined {
  if (typeof given === 'string') return isIdentifier(given) ? given : undefined;
  if (!isObject(given)) return undefined;
  const { id } = given;
  if (!isIdentifier(id)) return undefined;
  if ((given.userId ?? given.deviceId ?? given.sessionId ?? undefined) !== undefined) return undefined;
  return (given.identifiers ?? given.hackleProperties ?? undefined) === undefined ? id : undefined;
}

/** The properties of somebody with a single identifier, as he gave them; `undefined`: he has none. */
export function propertiesGiven(given: unknown): Properties | undefined {
  const properties = isObject(given) ? given.properties : undefined;
  return isObject(properties) ? properties : undefined;
}

/**
 * What an event keeps of a user who was read, or of somebody with a single identifier and what the caller gave for him: the
 * caller may change that.
 */
export function keptUser(user: string | User, given: unknown): string | User {
  if (typeof user !== 'string') return user;
  const properties = propertiesGiven(given);
  if (properties === undefined) return user;
  const inOrder = isOwnTable(properties) && areInOrder(properties);
  return {
    identifiers: { [identifierTypes.id]: user },
    properties: inOrder ? copied(properties) : sanitised(properties),
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

import { isOwnTable } from '@polyflag/core-engine';
import type { AskedProperties } from '../translate/asked-properties.js';

/** Properties of a user or an event, as they are matched and sent. */
export type Properties = Readonly<Record<string, unknown>>;

/** The limits of spec §6.3: properties, units of a name, units of a text. */
const MOST_PROPERTIES = 128;
const LONGEST_NAME = 128;
const LONGEST_TEXT = 1024;

/** A shared table without properties. */
export const noProperties: Properties = Object.freeze({});

/**
 * A copy of what may be matched and sent (spec §6.3): the first 128 properties that are in order. Text that is too long is
 * left out, not cut; names that begin with `$` are the system's and keep whatever they hold, lists but for their elements.
 */
export function sanitised(given: Properties): Properties {
  const entries: [string, unknown][] = [];
  for (const name of Object.keys(given)) {
    if (entries.length === MOST_PROPERTIES) break;
    if (!isName(name)) continue;
    const value = sanitisedValue(name, given[name]);
    if (value !== undefined) entries.push([name, value]);
  }
  // Made from entries, so that one named `__proto__` is a property like any other.
  return entries.length === 0 ? noProperties : Object.fromEntries(entries);
}

/** Whether conditions are answered by properties as they stand as they would be by a copy in order. Creates nothing. */
export function answersInOrder(given: Properties, { only, delicate }: Omit<AskedProperties, 'some'>): boolean {
  if (!isOwnTable(given) || countedTo(only, given) > MOST_PROPERTIES) return false;
  return delicate.length === 0 || areOrAbsent(delicate, given);
}

/** Whether those properties are in order, or not there. */
function areOrAbsent(names: readonly string[], given: Properties): boolean {
  for (const name of names) {
    const value = given[name];
    if (value !== undefined && !(isInOrder(value) && isName(name))) return false;
  }
  return true;
}

/** How many properties there are up to one: those that come after it are of no interest. */
function countedTo(only: string | undefined, given: Properties): number {
  let count = 0;
  if (only === undefined) for (const _name in given) count += 1;
  else {
    for (const name in given) {
      count += 1;
      if (name === only) break;
    }
  }
  return count;
}

/** Whether properties are in order as they are, so that nothing needs to be copied. Creates nothing. */
export function areInOrder(given: Properties): boolean {
  let count = 0;
  for (const name in given) {
    count += 1;
    if (count > MOST_PROPERTIES || !isName(name) || !isInOrder(given[name])) return false;
  }
  return true;
}

/** A copy of properties that are in order. */
export function copied(given: Properties): Properties {
  const copy: Record<string, unknown> = { ...given };
  for (const name in copy) {
    const value = copy[name];
    // Defined, not set: a property may be named `__proto__`.
    if (Array.isArray(value)) Object.defineProperty(copy, name, { value: [...(value as unknown[])] });
  }
  return copy;
}

/** Whether a value is kept as it is under a name that is not the system's. */
function isInOrder(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value.length <= LONGEST_TEXT;
    case 'number':
      return Number.isFinite(value);
    case 'boolean':
      return true;
    case 'object':
      return Array.isArray(value) && value.every(isElement);
    default:
      return false;
  }
}

function sanitisedValue(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(isElement);
  if (isInOrder(value)) return value;
  return name.startsWith('$') ? (value ?? undefined) : undefined;
}

function isElement(value: unknown): boolean {
  return typeof value === 'string' ? value.length <= LONGEST_TEXT : Number.isFinite(value);
}

function isName(name: string): boolean {
  return name.length > 0 && name.length <= LONGEST_NAME;
}

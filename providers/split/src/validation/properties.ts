import { showName } from '@polyflag/core-engine';
import { accepted, type Checked, rejected } from './checked.js';
import { isPlainObject } from './plain-object.js';
import { showType } from './show.js';

/** The properties of an event or an impression, as they are sent. */
export type Properties = Readonly<Record<string, PropertyValue>>;

export type PropertyValue = string | number | boolean | null;

/** Properties with the size that counts for them. */
export interface MeasuredProperties {
  readonly properties: Properties | undefined;
  /** By the formula of §3.2, including what an event costs without properties. */
  readonly size: number;
}

/** What an event costs without properties, and the most it may cost with them. */
export const BASE_SIZE = 1024;
const MOST_SIZE = 32_768;

/** More properties than these are sent too, but the backend may drop some. */
const MOST_PROPERTIES = 300;

/**
 * Checks properties (§3.2) and takes a copy of them: none, or a plain object. A value that is no text, finite number,
 * boolean or null is replaced by null. Never throws.
 */
export function checkProperties(given: unknown): Checked<MeasuredProperties> {
  if (given === undefined || given === null) return accepted({ properties: undefined, size: BASE_SIZE });
  if (!isPlainObject(given)) return rejected(`properties: expected a plain object, found ${showType(given)}`);
  try {
    return measure(given);
  } catch {
    return rejected('properties: they cannot be read');
  }
}

function measure(given: Readonly<Record<string, unknown>>): Checked<MeasuredProperties> {
  const entries: [string, PropertyValue][] = [];
  const replaced: string[] = [];
  let size = BASE_SIZE;
  for (const name of Object.keys(given)) {
    const value = read(given, name);
    const kept = isPropertyValue(value) ? value : null;
    if (kept !== value) replaced.push(name);
    size += 2 * name.length + sizeOf(kept);
    // Whatever follows would only add to it.
    if (size > MOST_SIZE) return rejected(`properties: they take more than the ${MOST_SIZE} bytes that are allowed`);
    entries.push([name, kept]);
  }
  const warnings = [...replacedWarning(replaced), ...countWarning(entries.length)];
  // Made from entries, so that even `__proto__` is a property like any other.
  return accepted({ properties: Object.fromEntries(entries), size }, warnings);
}

/** What cannot be read is treated as what cannot be sent. */
function read(given: Readonly<Record<string, unknown>>, name: string): unknown {
  try {
    return given[name];
  } catch {
    return undefined;
  }
}

function isPropertyValue(value: unknown): value is PropertyValue {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function sizeOf(value: PropertyValue): number {
  switch (typeof value) {
    case 'string':
      return 2 * value.length;
    case 'number':
      return 8;
    case 'boolean':
      return 4;
    default:
      return 0;
  }
}

function replacedWarning([first, ...more]: readonly string[]): string[] {
  if (first === undefined) return [];
  const which = more.length === 0 ? showName(first) : `${showName(first)} and ${more.length} more`;
  return [`properties: expected texts, finite numbers, booleans or null; ${which} became null`];
}

function countWarning(count: number): string[] {
  return count > MOST_PROPERTIES ? [`properties: there are more than ${MOST_PROPERTIES}, some may be lost`] : [];
}

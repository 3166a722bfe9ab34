import { types } from 'node:util';
import type { ValueTypeName } from './program.js';
import { jsNumber, jsonLower, jsonSet, jsonText, jsonWord, jsonWords } from './json-values.js';
import { ProgramError } from './program-error.js';
import { roundedFloat } from './rounded-float.js';
import { parseShortVersion } from './short-versions.js';
import { decimal, strictBoolean, text } from './strict-values.js';
import { parseVersion, type Version } from './versions.js';

/** Reads a value as one type; `undefined` for what the type does not accept. */
export type Coerce = (value: unknown) => unknown;

const DAY = 86_400_000;
const MINUTE = 60_000;
/** The last millisecond a date can name. */
const LAST_DATE = 8.64e15;

/** The coercion of a named type. */
export function coercion(type: ValueTypeName): Coerce {
  switch (type) {
    case 'any':
      return asItIs;
    case 'filled':
      return filled;
    case 'string':
      return string;
    case 'joined-text':
      return joinedText;
    case 'number':
      return number;
    case 'boolean':
      return boolean;
    case 'text-set':
      return textSet;
    case 'semver':
      return version;
    case 'semver-text':
      return versionText;
    case 'text':
      return text;
    case 'decimal':
      return decimal;
    case 'strict-boolean':
      return strictBoolean;
    case 'rounded-float':
      return roundedFloat;
    case 'version':
      return shortVersion;
    case 'day':
      return (value) => cut(number(value), DAY);
    case 'minute':
      return (value) => cut(number(value), MINUTE);
    case 'day-from-seconds':
      return (value) => cut(fromSeconds(value), DAY);
    case 'minute-from-seconds':
      return (value) => cut(fromSeconds(value), MINUTE);
    case 'json-text':
    case 'loose-version':
      return jsonText;
    case 'json-word':
      return jsonWord;
    case 'json-lower':
      return jsonLower;
    case 'json-set':
      return jsonSet;
    case 'json-words':
      return jsonWords;
    case 'js-number':
      return jsNumber;
    default:
      throw new ProgramError(`the value type "${String(type)}" is unknown`);
  }
}

/**
 * How an operand of a program is read. Text is taken as it stands, so that an empty operand keeps its meaning; a date
 * in a program is always in milliseconds.
 */
export function operandCoercion(type: ValueTypeName): Coerce {
  switch (type) {
    case 'joined-text':
    case 'text-set':
      return primitiveText;
    case 'day-from-seconds':
      return coercion('day');
    case 'minute-from-seconds':
      return coercion('minute');
    case 'json-set':
      return jsonText;
    case 'json-words':
      return jsonWord;
    default:
      return coercion(type);
  }
}

function asItIs(value: unknown): unknown {
  return value;
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Text of a string, number, bigint or boolean; `undefined` for everything else. */
function primitiveText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}

export function joinedText(value: unknown): string | undefined {
  const text = Array.isArray(value) ? joined(value as readonly unknown[]) : signedText(value);
  return text === '' ? undefined : text;
}

/** The texts of a list, joined by commas; what is no text leaves its place empty. */
function joined(list: readonly unknown[]): string {
  return list.map((element) => (typeof element === 'string' ? element : '')).join(',');
}

/**
 * What has something in it, as it is. Of a list that is decided by its joined text, as everywhere: `[5]` joins to nothing,
 * `[5, 6]` to a comma, which is something.
 */
function filled(value: unknown): unknown {
  if (types.isDate(value) || types.isSet(value) || types.isMap(value)) return value;
  return joinedText(value) === undefined ? undefined : value;
}

export function number(value: unknown): number | undefined {
  if (typeof value === 'number') return finite(value);
  if (typeof value === 'string') {
    if (value.trim() === '') return undefined;
    return finite(Number(value));
  }
  if (typeof value === 'bigint') return finite(Number(value));
  return dateOf(value);
}

export function boolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' || value.length > 5) return undefined;
  const word = value.toLowerCase();
  if (word === 'true') return true;
  return word === 'false' ? false : undefined;
}

/** The distinct texts of a list or set, in order; `undefined` when there is none. */
function textSet(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) && !types.isSet(value)) return undefined;
  const texts = new Set<string>();
  for (const element of value as Iterable<unknown>) {
    const text = elementText(element);
    if (text !== undefined) texts.add(text);
  }
  return texts.size === 0 ? undefined : [...texts];
}

/** As `primitiveText`, but zero keeps its sign. */
function signedText(value: unknown): string | undefined {
  return Object.is(value, -0) ? '-0' : primitiveText(value);
}

/** Whatever text the language makes of an element; `undefined` for one that does not let itself be made text of. */
function elementText(element: unknown): string | undefined {
  if (typeof element === 'symbol') return undefined;
  try {
    return String(element);
  } catch {
    return undefined;
  }
}

function version(value: unknown): Version | undefined {
  return typeof value === 'string' ? parseVersion(value) : undefined;
}

function shortVersion(value: unknown): Version | undefined {
  return typeof value === 'string' ? parseShortVersion(value) : undefined;
}

function versionText(value: unknown): string | undefined {
  return version(value)?.text;
}

function fromSeconds(value: unknown): number | undefined {
  const date = dateOf(value);
  if (date !== undefined) return date;
  const seconds = number(value);
  return seconds === undefined ? undefined : seconds * 1_000;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

function dateOf(value: unknown): number | undefined {
  if (!types.isDate(value)) return undefined;
  return finite(Date.prototype.getTime.call(value));
}

function cut(time: number | undefined, unit: number): number | undefined {
  if (time === undefined || Math.abs(time) > LAST_DATE) return undefined;
  // A date is whole milliseconds.
  return Math.floor(Math.trunc(time) / unit) * unit;
}

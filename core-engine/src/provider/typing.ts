import type { FlagValue, FlagValueType } from '@openfeature/core';
import { deepFreeze, frozenCopy } from './freeze.js';
import { kindOf } from './kind-of.js';

/** How the text of a flag is read as a boolean. */
export interface BooleanWords {
  readonly true: readonly string[];
  readonly false: readonly string[];
  /** Default: case counts. */
  readonly ignoreCase?: boolean;
}

/** How far a vendor's text stands for other types. */
export interface TypingRules {
  /** Absent: text is never a boolean. */
  readonly words?: BooleanWords;
  /** Whether decimal text is a number and JSON text an object; default true. */
  readonly fromText?: boolean;
}

export type Read<T extends FlagValue = FlagValue> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'error'; readonly code: 'TYPE_MISMATCH' | 'PARSE_ERROR'; readonly message: string };

/** The longest exact decimal of a double has fewer characters. */
const LONGEST_NUMBER = 1_100;

/** Sign, digits, fraction, exponent: what a person takes for a decimal number. No blanks, no hex, no `Infinity`. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * Reads what a flag gives as one of the four OpenFeature types (2.2.2.1). Nothing is guessed: what does not fit is
 * TYPE_MISMATCH, text that is no JSON is PARSE_ERROR, and the message tells what was wanted and what was found, but never
 * the value. `resolve` puts the flag key in front.
 */
export function readAs(type: FlagValueType, found: unknown, rules: TypingRules = {}): Read {
  switch (type) {
    case 'boolean':
      return readBoolean(found, rules.words);
    case 'string':
      return readString(found);
    case 'number':
      return readNumber(found, rules.fromText);
    case 'object':
      return readObject(found, rules.fromText);
  }
}

/** A boolean, or one of the words. */
function readBoolean(found: unknown, words?: BooleanWords): Read<boolean> {
  if (typeof found === 'boolean') return { kind: 'value', value: found };
  if (typeof found !== 'string' || words === undefined) return mismatch('boolean', kindOf(found));
  const fold = (word: string) => (words.ignoreCase === true ? word.toLowerCase() : word);
  const word = fold(found);
  if (words.true.some((other) => fold(other) === word)) return { kind: 'value', value: true };
  if (words.false.some((other) => fold(other) === word)) return { kind: 'value', value: false };
  return mismatch('boolean', 'a string that is no word for one');
}

/** Text, as it is. */
function readString(found: unknown): Read<string> {
  return typeof found === 'string' ? { kind: 'value', value: found } : mismatch('string', kindOf(found));
}

/** A finite number, or decimal text of one. */
function readNumber(found: unknown, fromText = true): Read<number> {
  if (typeof found === 'number' && Number.isFinite(found)) return { kind: 'value', value: found };
  if (typeof found !== 'string' || !fromText) return mismatch('number', kindOf(found));
  // Longer text names no number that a shorter one does not, and the engine of expressions has a stack to exhaust.
  const value = found.length <= LONGEST_NUMBER && DECIMAL.test(found) ? Number(found) : NaN;
  return Number.isFinite(value) ? { kind: 'value', value } : mismatch('number', 'a string that is no decimal number');
}

/** An object or a list, or JSON text of one. Deeply frozen: parsed text is ours, everything else is copied. */
function readObject(found: unknown, fromText = true): Read {
  if (isObject(found)) return { kind: 'value', value: frozenCopy(found) as FlagValue };
  if (typeof found !== 'string' || !fromText) return mismatch('object', kindOf(found));
  const parsed = parse(found);
  if (parsed === undefined) {
    return { kind: 'error', code: 'PARSE_ERROR', message: 'wanted object, found a string that is not valid JSON' };
  }
  if (!isObject(parsed)) return mismatch('object', `the JSON text of ${kindOf(parsed)}`);
  return { kind: 'value', value: deepFreeze(parsed) as FlagValue };
}

/** Whether a value is of a type at all, without any conversion. */
export function fits(type: FlagValueType, value: unknown): boolean {
  if (type === 'object') return isObject(value);
  return typeof value === type && (type !== 'number' || Number.isFinite(value));
}

export function mismatch(wanted: FlagValueType, found: string): Extract<Read, { kind: 'error' }> {
  return { kind: 'error', code: 'TYPE_MISMATCH', message: `wanted ${wanted}, found ${found}` };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** No JSON text gives `undefined`. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

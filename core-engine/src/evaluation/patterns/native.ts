import type { Parsed } from './parse.js';
import { Risk } from './risk.js';
import { workBound } from './work-bound.js';

/** How much of a text a native expression is shown, in units. */
const NATIVE_UNITS = 1024;

/** Sixteen passes over every pair of places: a small part of a second where nothing is optimised yet. */
const MAX_STEPS = 16 * NATIVE_UNITS * NATIVE_UNITS;

/** A test by the JavaScript engine over the beginning of a text. Throws `Risk` if that could stall the process. */
export function nativeTest(expression: RegExp, parsed: Parsed): (text: string) => boolean {
  workBound(parsed, NATIVE_UNITS, MAX_STEPS);
  try {
    // Compiled only now, once for each of the two ways in which texts are stored.
    expression.test('');
    expression.test('\u0100');
  } catch {
    throw new Risk('it is too large for the JavaScript engine');
  }
  return (text) => expression.test(text.length > NATIVE_UNITS ? text.slice(0, NATIVE_UNITS) : text);
}

import type { UnitRange, UnitSet } from './unit-set.js';

/*
 * ECMAScript matches units, re2 characters. They differ only where a text has surrogates, so each surrogate, paired or
 * not, is shown to re2 as one character of a private plane, in the expression and in the text alike. A real character
 * of that plane cannot be confused with these: it too is two surrogates, and reaches re2 as two characters.
 */
const FIRST = 0xd800;
const LAST = 0xdfff;
const SHIFT = 0x100000;
const LAST_CHARACTER = 0x10ffff;

const SURROGATE = /[\ud800-\udfff]/;
const EVERY_SURROGATE = /[\ud800-\udfff]/g;

/** The text as re2 has to see it. Most texts have no surrogate and are passed as they are. */
export function showText(text: string): string {
  if (!SURROGATE.test(text)) return text;
  return text.replace(EVERY_SURROGATE, (surrogate) => String.fromCodePoint(surrogate.charCodeAt(0) + SHIFT));
}

/** The set as re2 has to see it: ranges of characters. */
export function showSet(set: UnitSet): readonly UnitRange[] {
  const shown: UnitRange[] = [];
  const shifted: UnitRange[] = [];
  for (const [low, high] of set) {
    if (low <= FIRST && high === 0xffff) {
      // All surrogates and all above: no text holds a character in between, so one range to the end says the same.
      shown.push([low, LAST_CHARACTER]);
      return shown;
    }
    if (low < FIRST) shown.push([low, Math.min(high, FIRST - 1)]);
    if (low <= LAST && high >= FIRST) shifted.push([Math.max(low, FIRST) + SHIFT, Math.min(high, LAST) + SHIFT]);
    if (high > LAST) shown.push([Math.max(low, LAST + 1), high]);
  }
  return [...shown, ...shifted];
}

import { complement, unitSet } from './unit-set.js';
/** The sets that the grammar has a letter or a sign for. Flag `i` adds nothing to any of them. */
export const DIGITS = unitSet([[0x30, 0x39]]);
export const WORD_UNITS = unitSet([
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]);
/** White space and line ends of ECMAScript: wider than the ASCII blanks that `\s` means to re2. */
export const BLANKS = unitSet([
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]);
/** What `.` matches: all but the four line ends. */
export const NOT_LINE_END = complement(
  unitSet([
    [0x0a, 0x0a],
    [0x0d, 0x0d],
    [0x2028, 0x2029],
  ]),
);
export const NOT_DIGITS = complement(DIGITS);
export const NOT_WORD_UNITS = complement(WORD_UNITS);
export const NOT_BLANKS = complement(BLANKS);
//# sourceMappingURL=named-sets.js.map

import { BLANKS, DIGITS, NOT_BLANKS, NOT_DIGITS, NOT_WORD_UNITS, WORD_UNITS } from './named-sets.js';
const HEX_2 = /x([0-9a-f]{2})/iy;
const HEX_4 = /u([0-9a-f]{4})/iy;
const CONTROL_LETTER = /c([a-z])/iy;
// Inside a class, a digit or an underscore may follow too.
const CONTROL_IN_CLASS = /c([a-z0-9_])/iy;
const OCTAL = /[0-3][0-7]{0,2}|[4-7][0-7]?/y;
const NAMED_SETS = new Map([
  ['d', DIGITS],
  ['D', NOT_DIGITS],
  ['s', BLANKS],
  ['S', NOT_BLANKS],
  ['w', WORD_UNITS],
  ['W', NOT_WORD_UNITS],
]);
const CONTROLS = new Map([
  ['t', 0x09],
  ['n', 0x0a],
  ['v', 0x0b],
  ['f', 0x0c],
  ['r', 0x0d],
]);
/** Reads the letter of a set (`\d`) after the backslash; `undefined` and nothing read if there is none. */
export function readNamedSet(reader) {
  const set = NAMED_SETS.get(reader.peek());
  if (set !== undefined) reader.take();
  return set;
}
/**
 * Reads an escape that stands for one unit, after the backslash. Without the `u` flag every escape means something: what
 * is malformed or unknown stands for the letter itself (`\u{41}` is a `u`, 41 times), and a malformed `\c` for the
 * backslash.
 */
export function readUnitEscape(reader, inClass) {
  const hex = reader.match(HEX_2)?.[1] ?? reader.match(HEX_4)?.[1];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  const octal = reader.match(OCTAL)?.[0];
  if (octal !== undefined) return Number.parseInt(octal, 8);
  const control = reader.match(inClass ? CONTROL_IN_CLASS : CONTROL_LETTER)?.[1];
  if (control !== undefined) return control.charCodeAt(0) & 0x1f;
  if (reader.peek() === 'c') return 0x5c;
  const letter = reader.take();
  if (inClass && letter === 'b') return 0x08;
  return CONTROLS.get(letter) ?? letter.charCodeAt(0);
}
//# sourceMappingURL=escapes.js.map

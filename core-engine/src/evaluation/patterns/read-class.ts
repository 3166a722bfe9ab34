import { readNamedSet, readUnitEscape } from './escapes.js';
import { foldSet } from './fold.js';
import type { Reader } from './reader.js';
import { complement, type UnitRange, type UnitSet, unitSet } from './unit-set.js';

/** Reads a class after its opening bracket, the closing one included. */
export function readClass(reader: Reader, ignoreCase: boolean): UnitSet {
  const negated = reader.eat('^');
  const ranges: UnitRange[] = [];
  while (!reader.done && !reader.eat(']')) readItem(reader, ranges);
  const members = unitSet(ranges);
  // Folded before it is turned round: [^k] with flag i excludes K too.
  const folded = ignoreCase ? foldSet(members) : members;
  return negated ? complement(folded) : folded;
}

/** One atom, or a range of two with a hyphen between them. */
function readItem(reader: Reader, ranges: UnitRange[]): void {
  const first = readAtom(reader);
  if (!reader.eat('-')) return addAtom(first, ranges);
  // A last hyphen stands for itself.
  if (reader.peek() === ']') {
    addAtom(first, ranges);
    return addAtom(0x2d, ranges);
  }
  const second = readAtom(reader);
  if (typeof first === 'number' && typeof second === 'number') {
    ranges.push([first, second]);
    return;
  }
  // So does a hyphen beside a set, as in [\w-.].
  for (const atom of [first, 0x2d, second]) addAtom(atom, ranges);
}

function readAtom(reader: Reader): number | UnitSet {
  if (!reader.eat('\\')) return reader.take().charCodeAt(0);
  return readNamedSet(reader) ?? readUnitEscape(reader, true);
}

function addAtom(atom: number | UnitSet, ranges: UnitRange[]): void {
  if (typeof atom === 'number') ranges.push([atom, atom]);
  else ranges.push(...atom);
}

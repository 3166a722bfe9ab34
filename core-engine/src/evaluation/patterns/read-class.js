import { readNamedSet, readUnitEscape } from './escapes.js';
import { foldSet } from './fold.js';
import { complement, unitSet } from './unit-set.js';
/** Reads a class after its opening bracket, the closing one included. */
export function readClass(reader, ignoreCase) {
  const negated = reader.eat('^');
  const items = { ranges: [], sets: [] };
  while (!reader.done && !reader.eat(']')) readItem(reader, items);
  const ranges = unitSet(items.ranges);
  // Folded before it is turned round: [^k] with flag i excludes K too. The named sets have nothing to fold.
  const members = unitSet([...items.sets.flat(), ...(ignoreCase ? foldSet(ranges) : ranges)]);
  return negated ? complement(members) : members;
}
/** One atom, or a range of two with a hyphen between them. */
function readItem(reader, items) {
  const first = readAtom(reader);
  if (!reader.eat('-')) return addAtom(first, items);
  // A last hyphen stands for itself.
  if (reader.peek() === ']') {
    addAtom(first, items);
    return addAtom(0x2d, items);
  }
  const second = readAtom(reader);
  if (typeof first === 'number' && typeof second === 'number') {
    items.ranges.push([first, second]);
    return;
  }
  // So does a hyphen beside a set, as in [\w-.].
  for (const atom of [first, 0x2d, second]) addAtom(atom, items);
}
function readAtom(reader) {
  if (!reader.eat('\\')) return reader.take().charCodeAt(0);
  return readNamedSet(reader) ?? readUnitEscape(reader, true);
}
function addAtom(atom, items) {
  if (typeof atom === 'number') items.ranges.push([atom, atom]);
  else items.sets.push(atom);
}
//# sourceMappingURL=read-class.js.map

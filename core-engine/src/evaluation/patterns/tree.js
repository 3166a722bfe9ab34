export const EMPTY = { kind: 'empty' };
/** The parts one after the other; none of them is empty or a sequence itself. */
export function sequence(parts) {
  const flat = parts.flatMap(partsOf);
  const [only, ...others] = flat;
  if (only === undefined) return EMPTY;
  return others.length === 0 ? only : { kind: 'sequence', parts: flat };
}
/** What the tree is a sequence of: one part, unless it is empty or a sequence. */
export function partsOf(tree) {
  if (tree.kind === 'sequence') return tree.parts;
  return tree.kind === 'empty' ? [] : [tree];
}
/** One of the options. */
export function choice(options) {
  const [only, ...others] = options;
  if (only === undefined) return EMPTY;
  return others.length === 0 ? only : { kind: 'choice', options };
}
/** The body, from `min` to `max` times. */
export function repeat(body, min, max) {
  if (max === 0 || body.kind === 'empty') return EMPTY;
  return min === 1 && max === 1 ? body : { kind: 'repeat', body, min, max };
}
/** Whether the tree or anything below it answers to the test. */
export function some(tree, test) {
  if (test(tree)) return true;
  switch (tree.kind) {
    case 'sequence':
      return tree.parts.some((part) => some(part, test));
    case 'choice':
      return tree.options.some((option) => some(option, test));
    case 'repeat':
    case 'look':
      return some(tree.body, test);
    case 'empty':
    case 'unit':
    case 'edge':
    case 'reference':
      return false;
  }
}
/** Whether every match begins with `^`, so that trying anywhere but at the start fails at once. */
export function startsAtStart(tree) {
  switch (tree.kind) {
    case 'edge':
      return tree.edge === 'start';
    case 'sequence':
      return tree.parts[0] !== undefined && startsAtStart(tree.parts[0]);
    case 'choice':
      return tree.options.every(startsAtStart);
    case 'empty':
    case 'unit':
    case 'repeat':
    case 'look':
    case 'reference':
      return false;
  }
}
//# sourceMappingURL=tree.js.map

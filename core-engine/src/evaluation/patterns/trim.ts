import { EMPTY, partsOf, repeat, sequence, type Tree } from './tree.js';

/**
 * Cuts what cannot change whether a text has a match somewhere: repetitions beyond the fewest at either end (`.*foo.*` is
 * `foo`, and `fo+` is `fo`). What is left is often plain text, for which no engine is needed.
 *
 * Only for trees whose remainder has no reference: what a reference repeats may lie in the cut part.
 */
export function trim(tree: Tree): Tree {
  let parts = partsOf(tree);
  for (let first = parts[0]; first !== undefined; first = parts[0]) {
    const kept = fewest(first);
    if (kept === first) break;
    parts = [...partsOf(kept), ...parts.slice(1)];
  }
  for (let last = parts.at(-1); last !== undefined; last = parts.at(-1)) {
    const kept = fewest(last);
    if (kept === last) break;
    parts = [...parts.slice(0, -1), ...partsOf(kept)];
  }
  return sequence(parts);
}

/** The part with no more than it must have: every match of the part begins, and ends, with a match of this. */
function fewest(part: Tree): Tree {
  switch (part.kind) {
    case 'repeat':
      return part.min === part.max ? part : repeat(part.body, part.min, part.min);
    case 'choice':
      return part.options.some((option) => fewest(option).kind === 'empty') ? EMPTY : part;
    case 'empty':
    case 'unit':
    case 'sequence':
    case 'edge':
    case 'look':
    case 'reference':
      return part;
  }
}

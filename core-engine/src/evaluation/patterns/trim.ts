import { EMPTY, partsOf, repeat, sequence, type Tree } from './tree.js';

/**
 * Cuts what cannot change whether a text has a match somewhere: repetitions beyond the fewest at either end (`.*foo.*` is
 * `foo`, and `fo+` is `fo`). What is left is often plain text, for which no engine is needed.
 *
 * Only for trees whose remainder has no reference: what a reference repeats may lie in the cut part.
 */
export function trim(tree: Tree): Tree {
  const parts = [...partsOf(tree)];
  trimLast(parts, (inner) => inner);
  parts.reverse();
  trimLast(parts, (inner) => inner.toReversed());
  parts.reverse();
  return sequence(parts);
}

/** Trims the last part, and what that lays bare. */
function trimLast(parts: Tree[], inOrder: (inner: readonly Tree[]) => readonly Tree[]): void {
  for (let last = parts.pop(); last !== undefined; last = parts.pop()) {
    const kept = fewest(last);
    if (kept === last) {
      parts.push(last);
      return;
    }
    for (const part of inOrder(partsOf(kept))) parts.push(part);
  }
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

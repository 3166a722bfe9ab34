import type { UnitSet } from './unit-set.js';

/**
 * An expression as a tree. It keeps what decides whether a text matches; what only decides which match is found first
 * (lazy or greedy) or how groups are called is gone.
 */
export type Tree =
  /** Matches the empty text. */
  | { readonly kind: 'empty' }
  /** Matches one unit of the set. */
  | { readonly kind: 'unit'; readonly set: UnitSet }
  | { readonly kind: 'sequence'; readonly parts: readonly Tree[] }
  | { readonly kind: 'choice'; readonly options: readonly Tree[] }
  /** `max` may be infinite. */
  | { readonly kind: 'repeat'; readonly body: Tree; readonly min: number; readonly max: number }
  | { readonly kind: 'edge'; readonly edge: Edge }
  /** A look ahead or behind; it consumes nothing, and is not entered again once it answered. */
  | { readonly kind: 'look'; readonly behind: boolean; readonly body: Tree }
  /** What one of the groups has captured, or the empty text. */
  | { readonly kind: 'reference'; readonly groups: readonly number[] };

export type Edge = 'start' | 'end' | 'word' | 'inside';

export const EMPTY: Tree = { kind: 'empty' };

/** The parts one after the other; none of them is empty or a sequence itself. */
export function sequence(parts: readonly Tree[]): Tree {
  const flat = parts.flatMap(partsOf);
  const [only, ...others] = flat;
  if (only === undefined) return EMPTY;
  return others.length === 0 ? only : { kind: 'sequence', parts: flat };
}

/** What the tree is a sequence of: one part, unless it is empty or a sequence. */
export function partsOf(tree: Tree): readonly Tree[] {
  if (tree.kind === 'sequence') return tree.parts;
  return tree.kind === 'empty' ? [] : [tree];
}

/** One of the options. */
export function choice(options: readonly Tree[]): Tree {
  const [only, ...others] = options;
  if (only === undefined) return EMPTY;
  return others.length === 0 ? only : { kind: 'choice', options };
}

/** The body, from `min` to `max` times. */
export function repeat(body: Tree, min: number, max: number): Tree {
  if (max === 0 || body.kind === 'empty') return EMPTY;
  return min === 1 && max === 1 ? body : { kind: 'repeat', body, min, max };
}

/** Whether the tree or anything below it answers to the test. */
export function some(tree: Tree, test: (tree: Tree) => boolean): boolean {
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
export function startsAtStart(tree: Tree): boolean {
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

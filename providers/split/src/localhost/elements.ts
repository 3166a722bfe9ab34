import type { Cut } from './cut-list.js';

/** What a list of definitions holds. */
export interface Elements {
  readonly length: number;
  at(index: number): unknown;
  /** How the element is written; `undefined` if that is not known. */
  textAt(index: number): string | undefined;
}

/** Gives the elements of a list that was parsed. */
export type ElementsOf = (list: readonly unknown[]) => Elements;

/** Those that were parsed with the list. */
export const parsed: ElementsOf = (list) => ({
  length: list.length,
  at: (index) => list[index],
  textAt: () => undefined,
});

/** Those that were cut out: each is parsed when its turn comes, so that what nobody keeps is gone before the next. */
export function cutOut({ pieces }: Cut): Elements {
  return {
    length: pieces.length,
    at: (index) => JSON.parse(pieces[index] ?? '') as unknown,
    textAt: (index) => pieces[index],
  };
}

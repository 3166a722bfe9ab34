import type { Ending } from './ending.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';

/**
 * What a compiled flag runs: its branches in one list, one behind the other, each as the function that follows it and then its
 * parts (see `Branch`).
 *
 * Of ten thousand flags asked in turn each is out of the cache, and what it weighs is what it costs; objects that point at
 * each other cost most, because nothing can be fetched before what points at it has come. A list comes as a piece, and the
 * processor may guess on through it. Closures take twice the memory, in two places each.
 */
export type Code = readonly unknown[];

/** What following a branch comes to: the ending of a flag, the answer of a condition, or nothing, and the next step is tried. */
export type Answer = Ending | boolean | null;

/** Where a branch leads, as it stands in the code: the place of another branch, or the end itself. */
export type Way = number | Answer;

/** Follows the branch at a place to its end. */
export type Follow = (code: Code, at: number, subject: Subject, state: State) => Answer;

/** Whether what the branch at a place asks for is so, wherever that leads. */
export type Question = (code: Code, at: number, subject: Subject) => boolean;

// Where a branch has its parts, counted from its place, at which its function is.
export const YES = 1;
export const NO = 2;
export const FIRST = 3;
export const SECOND = 4;
export const THIRD = 5;
export const FOURTH = 6;
export const FIFTH = 7;

/** Goes on from where the kind of what follows does not matter. */
export function follow(code: Code, way: Way, subject: Subject, state: State): Answer {
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

/** The code of a flag that always ends the same, for whoever does not look at its constant. */
export function serving(ending: Ending): Code {
  return [serve, ending];
}

function serve(code: Code, at: number): Answer {
  return code[at + YES] as Ending;
}

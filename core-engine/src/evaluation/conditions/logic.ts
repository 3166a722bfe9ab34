import { Branch, type Next } from '../branch.js';
import {
  FIFTH,
  FIRST,
  FOURTH,
  NO,
  SECOND,
  THIRD,
  YES,
  type Answer,
  type Code,
  type Follow,
  type Way,
} from '../code.js';
import { EvaluationFailure } from '../failure.js';
import type { Condition, FailCode } from '../program.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';
import type { Check } from './check.js';

export const isTrue: Check = () => true;
export const isFalse: Check = () => false;

/** Whether conditions that must all hold are worth a text of their own. */
export function isSeveral(parts: readonly Condition[]): boolean {
  return parts.length >= 3 && parts.length <= 5;
}

/**
 * All of three to five, side by side: conditions that led to each other would call themselves where they are of one kind, and
 * the runtime inlines no function into itself.
 */
export function allOfSeveral(parts: readonly Branch[], yes: Next, no: Next): Branch {
  const run = parts.length === 3 ? allOfThree : parts.length === 4 ? allOfFour : allOfFive;
  return new Branch(run, yes, no, ...parts);
}

function allOfThree(code: Code, at: number, subject: Subject, state: State): Answer {
  const a = code[at + FIRST] as number;
  const b = code[at + SECOND] as number;
  const c = code[at + THIRD] as number;
  const hold =
    (code[a] as Follow)(code, a, subject, state) === true &&
    (code[b] as Follow)(code, b, subject, state) === true &&
    (code[c] as Follow)(code, c, subject, state) === true;
  const way = code[at + (hold ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function allOfFour(code: Code, at: number, subject: Subject, state: State): Answer {
  const a = code[at + FIRST] as number;
  const b = code[at + SECOND] as number;
  const c = code[at + THIRD] as number;
  const d = code[at + FOURTH] as number;
  const hold =
    (code[a] as Follow)(code, a, subject, state) === true &&
    (code[b] as Follow)(code, b, subject, state) === true &&
    (code[c] as Follow)(code, c, subject, state) === true &&
    (code[d] as Follow)(code, d, subject, state) === true;
  const way = code[at + (hold ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function allOfFive(code: Code, at: number, subject: Subject, state: State): Answer {
  const a = code[at + FIRST] as number;
  const b = code[at + SECOND] as number;
  const c = code[at + THIRD] as number;
  const d = code[at + FOURTH] as number;
  const e = code[at + FIFTH] as number;
  const hold =
    (code[a] as Follow)(code, a, subject, state) === true &&
    (code[b] as Follow)(code, b, subject, state) === true &&
    (code[c] as Follow)(code, c, subject, state) === true &&
    (code[d] as Follow)(code, d, subject, state) === true &&
    (code[e] as Follow)(code, e, subject, state) === true;
  const way = code[at + (hold ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function allOfMany(checks: readonly Check[]): Check {
  return (subject, state) => {
    for (const check of checks) if (!check(subject, state)) return false;
    return true;
  };
}

export function anyOfMany(checks: readonly Check[]): Check {
  return (subject, state) => {
    for (const check of checks) if (check(subject, state)) return true;
    return false;
  };
}

/** A failure inside is false. */
export function guard(check: Check): Check {
  return (subject, state) => {
    try {
      return check(subject, state);
    } catch {
      return false;
    }
  };
}

export function fail(code: FailCode, message: string): Check {
  const failure = new EvaluationFailure(code, message);
  return () => {
    throw failure;
  };
}

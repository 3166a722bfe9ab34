import { Branch, go, type Answer, type Next } from '../branch.js';
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

interface Parts {
  readonly a: Branch;
  readonly b: Branch;
  readonly c: Branch;
  readonly d: Branch | undefined;
  readonly e: Branch | undefined;
}

/**
 * All of three to five, side by side: conditions that led to each other would call themselves where they are of one kind, and
 * the runtime inlines no function into itself.
 */
export function allOfSeveral(parts: readonly Branch[], yes: Next, no: Next): Branch {
  const [a, b, c, d, e] = parts;
  const operand = { a, b, c, d, e } as Parts;
  const run = parts.length === 3 ? allOfThree : parts.length === 4 ? allOfFour : allOfFive;
  return new Branch(run, '', operand, undefined, yes, no);
}

function allOfThree(branch: Branch<Parts>, subject: Subject, state: State): Answer {
  const { a, b, c } = branch.operand;
  const hold =
    a[go](a, subject, state) === true && b[go](b, subject, state) === true && c[go](c, subject, state) === true;
  const next = hold ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

function allOfFour(branch: Branch<Parts>, subject: Subject, state: State): Answer {
  const { a, b, c, d } = branch.operand;
  const hold =
    a[go](a, subject, state) === true &&
    b[go](b, subject, state) === true &&
    c[go](c, subject, state) === true &&
    (d as Branch)[go](d as Branch, subject, state) === true;
  const next = hold ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

function allOfFive(branch: Branch<Parts>, subject: Subject, state: State): Answer {
  const { a, b, c, d, e } = branch.operand;
  const hold =
    a[go](a, subject, state) === true &&
    b[go](b, subject, state) === true &&
    c[go](c, subject, state) === true &&
    (d as Branch)[go](d as Branch, subject, state) === true &&
    (e as Branch)[go](e as Branch, subject, state) === true;
  const next = hold ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
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

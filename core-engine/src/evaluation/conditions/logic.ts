import { EvaluationFailure } from '../failure.js';
import type { FailCode } from '../program.js';
import type { Check } from './check.js';

export const isTrue: Check = () => true;
export const isFalse: Check = () => false;

export function constant(value: boolean): Check {
  return value ? isTrue : isFalse;
}

export function not(check: Check): Check {
  if (check === isTrue) return isFalse;
  if (check === isFalse) return isTrue;
  return (subject, state) => !check(subject, state);
}

/** Short lists are unrolled: a call site of its own per condition is what lets the compiler of the runtime inline it. */
export function all(checks: readonly Check[]): Check {
  const [a, b, c, d, e] = checks;
  if (a === undefined) return isTrue;
  if (b === undefined) return a;
  if (c === undefined) return allOfTwo(a, b);
  if (d === undefined) return allOfThree(a, b, c);
  if (e === undefined) return allOfFour(a, b, c, d);
  if (checks.length === 5) return allOfFive(a, b, c, d, e);
  return allOfMany(checks);
}

export function any(checks: readonly Check[]): Check {
  const [a, b] = checks;
  if (a === undefined) return isFalse;
  if (b === undefined) return a;
  if (checks.length === 2) return anyOfTwo(a, b);
  return anyOfMany(checks);
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

function allOfTwo(a: Check, b: Check): Check {
  return (subject, state) => a(subject, state) && b(subject, state);
}

function allOfThree(a: Check, b: Check, c: Check): Check {
  return (subject, state) => a(subject, state) && b(subject, state) && c(subject, state);
}

function allOfFour(a: Check, b: Check, c: Check, d: Check): Check {
  return (subject, state) => a(subject, state) && b(subject, state) && c(subject, state) && d(subject, state);
}

function allOfFive(a: Check, b: Check, c: Check, d: Check, e: Check): Check {
  return (subject, state) =>
    a(subject, state) && b(subject, state) && c(subject, state) && d(subject, state) && e(subject, state);
}

function allOfMany(checks: readonly Check[]): Check {
  return (subject, state) => {
    for (const check of checks) if (!check(subject, state)) return false;
    return true;
  };
}

function anyOfTwo(a: Check, b: Check): Check {
  return (subject, state) => a(subject, state) || b(subject, state);
}

function anyOfMany(checks: readonly Check[]): Check {
  return (subject, state) => {
    for (const check of checks) if (check(subject, state)) return true;
    return false;
  };
}

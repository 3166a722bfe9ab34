import type { Decide } from './compiled.js';
import type { Check } from './conditions/check.js';
import { isTrue } from './conditions/logic.js';
import type { Decision } from './decision.js';
import { NO_JUMP, type State } from './state.js';
import type { Subject } from './subject.js';

/** A compiled act: its decision, or `undefined` where it yields nothing and the next step is tried. */
export type Run = (subject: Subject, state: State) => Decision | undefined;

/** A compiled act. */
export interface CompiledAct {
  readonly run: Run;
  /** Set where it always yields this one. */
  readonly decision?: Decision;
  /** Whether it always yields: then nothing can come after it. */
  readonly total?: boolean;
}

export interface CompiledStep {
  readonly when: Check;
  readonly act: CompiledAct;
}

/** Past this many steps a loop replaces the chain of calls, so that a long program cannot exhaust the stack. */
export const LONGEST_CHAIN = 32;

/** An act that always decides the same. */
export function constantly(decision: Decision): CompiledAct {
  return { run: () => decision, decision, total: true };
}

/**
 * A few steps one after the other, then `rest`. Runs of steps that decide constantly are taken together: a flag that has not been
 * asked for a while costs what its closures take to come back into the cache.
 */
export function sequence(steps: readonly CompiledStep[], rest: Decide): Decide {
  let after = rest;
  let end = steps.length;
  while (end > 0) {
    let start = end;
    while (start > 0 && end - start < 3 && isPlain(steps[start - 1] as CompiledStep)) start -= 1;
    if (start === end) start -= 1;
    after = link(steps.slice(start, end), after);
    end = start;
  }
  return after;
}

/** A condition, and one decision where it holds. */
function isPlain({ when, act }: CompiledStep): boolean {
  return when !== isTrue && act.decision !== undefined;
}

function link(steps: readonly CompiledStep[], after: Decide): Decide {
  const [a, b, c] = steps as readonly PlainStep[];
  if (a === undefined || b === undefined) return chain(steps[0] as CompiledStep, after);
  if (c === undefined) return oneOfTwo(a.when, a.act.decision, b.when, b.act.decision, after);
  return oneOfThree(a.when, a.act.decision, b.when, b.act.decision, c.when, c.act.decision, after);
}

type PlainStep = CompiledStep & { readonly act: { readonly decision: Decision } };

function oneOfTwo(a: Check, decisionA: Decision, b: Check, decisionB: Decision, after: Decide): Decide {
  return (subject, state) => {
    if (a(subject, state)) return decisionA;
    return b(subject, state) ? decisionB : after(subject, state);
  };
}

function oneOfThree(
  a: Check,
  decisionA: Decision,
  b: Check,
  decisionB: Decision,
  c: Check,
  decisionC: Decision,
  after: Decide,
): Decide {
  return (subject, state) => {
    if (a(subject, state)) return decisionA;
    if (b(subject, state)) return decisionB;
    return c(subject, state) ? decisionC : after(subject, state);
  };
}

function chain({ when, act }: CompiledStep, after: Decide): Decide {
  const { run, decision, total } = act;
  if (when === isTrue) return total === true ? (run as Decide) : runOr(run, after);
  if (decision !== undefined) return decideOr(when, decision, after);
  return total === true ? decideWhenOr(when, run as Decide, after) : runWhenOr(when, run, after);
}

function decideWhenOr(when: Check, decide: Decide, after: Decide): Decide {
  return (subject, state) => (when(subject, state) ? decide(subject, state) : after(subject, state));
}

function decideOr(when: Check, decision: Decision, after: Decide): Decide {
  return (subject, state) => (when(subject, state) ? decision : after(subject, state));
}

function runOr(run: Run, after: Decide): Decide {
  return (subject, state) => run(subject, state) ?? after(subject, state);
}

function runWhenOr(when: Check, run: Run, after: Decide): Decide {
  return (subject, state) => (when(subject, state) ? run(subject, state) : undefined) ?? after(subject, state);
}

/** Any number of steps one after the other, then `rest`. What leads on past some of them is a `jump`, not a call. */
export function loop(steps: readonly CompiledStep[], rest: Decide): Decide {
  return (subject, state) => {
    let at = 0;
    while (at < steps.length) {
      const { when, act } = steps[at] as CompiledStep;
      at += 1;
      if (!when(subject, state)) continue;
      const decision = act.run(subject, state);
      if (decision !== undefined) return decision;
      if (state.jump === NO_JUMP) continue;
      at = state.jump;
      state.jump = NO_JUMP;
    }
    return rest(subject, state);
  };
}

/** Yields nothing, and has the loop go on at that step. */
export function jump(step: number): Run {
  return (_subject, state) => {
    state.jump = step;
    return undefined;
  };
}

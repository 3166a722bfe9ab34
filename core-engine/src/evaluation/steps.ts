import type { Decide } from './compiled.js';
import type { Check } from './conditions/check.js';
import { isTrue } from './conditions/logic.js';
import type { Decision } from './decision.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';

/** A compiled act: its decision, or `undefined` where it yields nothing and the next step is tried. */
export type Run = (subject: Subject, state: State) => Decision | undefined;

/** A compiled act; `decision` is set where it always yields that one. */
export interface CompiledAct {
  readonly run: Run;
  readonly decision?: Decision;
}

export interface CompiledStep {
  readonly when: Check;
  readonly act: CompiledAct;
}

/** Past this many steps a loop replaces the chain of calls, so that a long program cannot exhaust the stack. */
const LONGEST_CHAIN = 32;

/** An act that always decides the same. */
export function constantly(decision: Decision): CompiledAct {
  return { run: () => decision, decision };
}

/** Steps one after the other, then `rest`. */
export function sequence(steps: readonly CompiledStep[], rest: Decide): Decide {
  if (steps.length > LONGEST_CHAIN) return loop(steps, rest);
  return steps.reduceRight<Decide>((after, step) => chain(step, after), rest);
}

function chain({ when, act }: CompiledStep, after: Decide): Decide {
  const { run, decision } = act;
  if (decision !== undefined) return when === isTrue ? (run as Decide) : decideOr(when, decision, after);
  return when === isTrue ? runOr(run, after) : runWhenOr(when, run, after);
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

function loop(steps: readonly CompiledStep[], rest: Decide): Decide {
  return (subject, state) => {
    for (const { when, act } of steps) {
      const decision = when(subject, state) ? act.run(subject, state) : undefined;
      if (decision !== undefined) return decision;
    }
    return rest(subject, state);
  };
}

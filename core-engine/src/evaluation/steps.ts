import type { Decide } from './compiled.js';
import type { Check } from './conditions/check.js';
import { isTrue } from './conditions/logic.js';
import type { Decision } from './decision.js';
import type { State } from './state.js';
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
const LONGEST_CHAIN = 32;

/** An act that always decides the same. */
export function constantly(decision: Decision): CompiledAct {
  return { run: () => decision, decision, total: true };
}

/** Steps one after the other, then `rest`. */
export function sequence(steps: readonly CompiledStep[], rest: Decide): Decide {
  if (steps.length > LONGEST_CHAIN) return loop(steps, rest);
  return steps.reduceRight<Decide>((after, step) => chain(step, after), rest);
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

function loop(steps: readonly CompiledStep[], rest: Decide): Decide {
  return (subject, state) => {
    for (const { when, act } of steps) {
      const decision = when(subject, state) ? act.run(subject, state) : undefined;
      if (decision !== undefined) return decision;
    }
    return rest(subject, state);
  };
}

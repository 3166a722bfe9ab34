import type { Code } from './code.js';
import type { Check } from './conditions/check.js';
import type { Decision, FlagHead } from './decision.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';

/** One function from a subject to a prebuilt decision. */
export type Decide = (subject: Subject, state: State) => Decision;

/** A compiled flag. */
export interface CompiledFlag {
  /** Followed from its beginning it gives a decision, whoever asks. */
  readonly code: Code;
  /** What it always decides, whoever asks; absent where that depends. */
  readonly constant: Decision | undefined;
  /** Whether it asks no other flag and no rule, nor what the caller named: it needs no state of a run. */
  readonly alone: boolean;
  readonly head: FlagHead | undefined;
}

/** A compiled act: its decision, or `null` where it yields nothing and the next step is tried. */
export type Run = (subject: Subject, state: State) => Decision | null;

/** A step in its parts, so that each can be recorded. */
export interface StepParts {
  readonly when: Check;
  readonly run: Run;
}

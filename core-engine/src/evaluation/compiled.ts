import type { Code } from './code.js';
import type { Check } from './conditions/check.js';
import type { FlagHead } from './decision.js';
import type { Ending } from './ending.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';

/** One function from a subject to how the evaluation for it ends. */
export type End = (subject: Subject, state: State) => Ending;

/** A compiled flag. */
export interface CompiledFlag {
  /** Followed from its beginning it comes to an ending, whoever asks. */
  readonly code: Code;
  /** How it always ends, whoever asks; absent where that depends. */
  readonly constant: Ending | undefined;
  /** Whether it asks no other flag and no rule, nor what the caller named: it needs no state of a run. */
  readonly alone: boolean;
  readonly head: FlagHead | undefined;
}

/** A compiled act: its ending, or `null` where it yields nothing and the next step is tried. */
export type Run = (subject: Subject, state: State) => Ending | null;

/** A step in its parts, so that each can be recorded. */
export interface StepParts {
  readonly when: Check;
  readonly run: Run;
}

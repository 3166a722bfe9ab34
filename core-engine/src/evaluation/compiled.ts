import type { Decision, FlagHead } from './decision.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';

/** One function from a subject to a prebuilt decision. */
export type Decide = (subject: Subject, state: State) => Decision;

/** A compiled flag. */
export interface CompiledFlag {
  readonly decide: Decide;
  /** What it always decides, whoever asks; absent where that depends. */
  readonly constant: Decision | undefined;
  /** Whether it asks no other flag and no rule, nor what the caller named: it needs no state of a run. */
  readonly alone: boolean;
  readonly head: FlagHead | undefined;
}

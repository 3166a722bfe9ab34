import type { Provider } from '@openfeature/server-sdk';
import type { Inputs } from '../measure/loop.js';
import type { Scale } from '../measure/scale.js';
import type { Surroundings } from '../measure/surroundings.js';

/** Somebody with his definitions, ready to be asked. */
export interface Open {
  /** What the calls are made on. */
  readonly target: unknown;
  /** The call, as an expression over `target`, `names[at]`, `keys[at]` and `users[at]`. */
  readonly call: string;
  /** What makes a number of an answer, put behind the call; default `.length`. */
  readonly number?: string;
  /** What an answer says: contestants that say otherwise do not do the same work. Default: the answer itself. */
  readonly says?: (answer: never) => unknown;
  readonly close: () => Promise<void>;
}

/** What a vendor brings to the jobs that are the same for all vendors. */
export interface Room<Who extends string, Set extends string, Question> {
  open(who: Who, set: Set, question: Question, surroundings: Surroundings): Promise<Open>;
  /** What is asked in turn, and for whom. */
  inputs(question: Question, scale: Scale): Inputs;
  /** The vendor's provider over one set, for questions by OpenFeature. */
  provider(set: Set, surroundings: Surroundings): Promise<Provider>;
  /** The same flags by hand, by their keys in OpenFeature, as yes or no for a context. */
  byContext(set: Set, scale: Scale): ReadonlyMap<string, (context: Readonly<Record<string, unknown>>) => boolean>;
  /** What OpenFeature is asked: `names` are flag keys, `users` contexts. */
  contexts(question: Question, scale: Scale): Inputs;
}

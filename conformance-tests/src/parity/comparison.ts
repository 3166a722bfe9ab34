import type { Tally } from './tally.js';
import type { Rule } from './verdict.js';

/** Which questions are put: the same ones whenever both are the same. */
export interface Run {
  readonly seed: number;
  /** How many evaluations at least; a comparison goes on to the end of the round that it is in. */
  readonly count: number;
}

/** How questions are put, apart from which they are. */
export interface Comparing<Difference extends Rule, Openers> extends Run {
  readonly differences: readonly Difference[];
  /** How the two sides are made; default ours and the vendor's. */
  readonly openers?: Openers;
}

/** One of our clients beside something that has to answer alike. */
export interface Comparison<Question = unknown, Answer = unknown> {
  /** What is compared, as the subject of a sentence. */
  readonly title: string;
  /** What it stands beside, in a word or two: `the SDK`. */
  readonly other: string;
  /** Enough to see every kind of condition hold and not hold, and every rule needed. */
  readonly standard: Run;
  /** The rules by which the answers may differ (DECISIONS 38). */
  readonly rules: readonly Rule[];
  compare(run: Run): Promise<Tally<Question, Answer>>;
  /** The lines that tell a question, so that it can be put again. */
  describe(question: Question): readonly string[];
}

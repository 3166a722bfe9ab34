import type { BucketOf } from './buckets.js';
import type { FlagCell, RuleCell, SegmentCell } from './cells.js';
import type { Check } from './conditions/check.js';
import type { FlagHead } from './decision.js';
import type { Condition, Step } from './program.js';
import type { StepParts } from './compiled.js';

/** What the compiler needs of the set, and whom it tells of what it meets. */
export interface Scope {
  flagCell(key: string): FlagCell;
  ruleCell(name: string): RuleCell;
  segmentCell(name: string): SegmentCell;
  /** Something in a definition that can never work, though the rest does. */
  onProblem(problem: string): void;
  /** Set when a program is compiled to be explained: it wraps every part, so that what happens is recorded. */
  readonly recorder?: Recorder;
}

/** Wraps compiled parts with the recording of what they did. */
export interface Recorder {
  condition(condition: Condition, check: Check, scope: Scope): Check;
  bucket(bucket: BucketOf): BucketOf;
  step(step: Step, index: number, parts: StepParts): StepParts;
}

/** A scope while one flag is compiled. */
export interface FlagScope extends Scope {
  readonly head: FlagHead;
  /** The flag asks what the caller named. */
  onCaller(): void;
}

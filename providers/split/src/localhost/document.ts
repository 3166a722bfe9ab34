import type { Segment } from '@polyflag/core-engine';
import type { FlagWire, RuleBasedSegmentWire } from '../wire/definitions.js';

/**
 * What is made of a feature flag while it is still at hand: in a large file it is cheaper to look at each flag once than
 * to come back to it after all the others.
 *
 * @param text the JSON text that it was completed from, if that is known
 */
export type TakeFlag<F> = (flag: FlagWire, text?: string) => F;

/** What a localhost file defines (§8), complete and in the form of `splitChanges`, or what was made of that. */
export interface LocalhostDocument<F = FlagWire> {
  /** The change number of the feature flags; -1 where the file has none. */
  readonly till: number;
  /** Every field that has a default is there. What conditions hold is as it was written: decoding looks at that. */
  readonly flags: readonly F[];
  readonly ruleBasedSegments: readonly RuleBasedSegmentWire[];
  /** What was left out or replaced, one sentence each that names the place. */
  readonly warnings: readonly string[];
}

/** What a segment file defines (§8.2): a whole segment, not a difference. */
export interface LocalhostSegment extends Segment {
  readonly warnings: readonly string[];
}

/** A file of which nothing can be used, and why. */
export interface Unusable {
  readonly problem: string;
}

export function isUnusable(read: object): read is Unusable {
  return 'problem' in read;
}

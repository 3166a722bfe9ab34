import type { DeliberateDifference } from './deliberate/difference.js';
import type { BucketWire, ConditionWire, Definitions } from './wire.js';

/** Definitions as the vendor's SDK has to be given them, and the rules that had a part in that. */
export interface Rewritten {
  readonly definitions: Definitions;
  readonly rules: readonly DeliberateDifference[];
}

/** Puts definitions so that no rule makes a difference. */
export function rewritten(definitions: Definitions, differences: readonly DeliberateDifference[]): Rewritten {
  const rules = new Set<DeliberateDifference>();
  const rewrite = (condition: ConditionWire): ConditionWire =>
    differences.reduce((before, difference) => {
      const after = difference.rewrite(before);
      if (after !== before) rules.add(difference);
      return after;
    }, condition);
  const bucketed = (bucket: BucketWire): BucketWire => {
    const selector = differences.reduce((before, difference) => {
      const after = difference.selector?.(before) ?? before;
      if (after !== before) rules.add(difference);
      return after;
    }, bucket.selector);
    return { ...bucket, selector };
  };
  const flags = definitions.flags.map((flag) => ({
    ...flag,
    segments: flag.segments.map(({ conditions, bucket, ...segment }) => ({
      ...segment,
      ...(conditions === undefined ? {} : { conditions: conditions.map((inner) => inner.map(rewrite)) }),
      ...(bucket === undefined ? {} : { bucket: bucketed(bucket) }),
    })),
  }));
  return { definitions: { ...definitions, flags }, rules: [...rules] };
}

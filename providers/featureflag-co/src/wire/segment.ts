import { Broken, isRaw, listOrNone, type Raw } from '@polyflag/core-engine';
import { textsOf } from './read.js';
import { decodeClauses, orUnusable, type Clause, type Unusable } from './rules.js';

/** Users who are named or match one of the rules, without those who are excluded (spec §6.7). */
export interface Segment {
  readonly id: string;
  readonly timestamp: number;
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  /** The clauses of each rule. */
  readonly rules: readonly (readonly (Clause | Unusable)[])[];
}

/** A segment of which nothing can be used: nobody is in it. */
export interface UnusableSegment extends Unusable {
  readonly id: string;
  readonly timestamp: number;
}

export type SegmentRecord = Segment | UnusableSegment;

/** A segment that is not archived. */
export function decodeSegment(raw: Raw, id: string, timestamp: number): SegmentRecord {
  const segment = orUnusable(() => ({
    id,
    timestamp,
    included: textsOf(raw, 'included'),
    excluded: textsOf(raw, 'excluded'),
    rules: listOrNone(raw, 'rules').map((rule) => {
      if (!isRaw(rule)) throw new Broken('a rule is not an object');
      return decodeClauses(rule);
    }),
  }));
  return 'unusable' in segment ? { id, timestamp, unusable: segment.unusable } : segment;
}

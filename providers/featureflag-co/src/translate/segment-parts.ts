import type { Segment as KeySet } from '@polyflag/core-engine';
import type { Segment, SegmentRecord, UnusableSegment } from '../wire/segment.js';
import { isUnusable } from '../wire/rules.js';

/** A segment as it stands in the set: its keys are sets of their own, so that a change of them leaves its condition alone. */
export type SegmentRule =
  | (Pick<Segment, 'id' | 'rules'> & {
      /** The names of the sets of its keys; absent: nobody is named. */
      readonly included: string | undefined;
      readonly excluded: string | undefined;
    })
  | Pick<UnusableSegment, 'id' | 'unusable'>;

export interface SegmentParts {
  readonly rule: SegmentRule;
  readonly keys: readonly KeySet[];
}

/** The names of the sets that a segment may have. */
export function keySetNames(id: string): readonly string[] {
  return [`${id} included`, `${id} excluded`];
}

/** Takes a segment apart. */
export function partsOf(segment: SegmentRecord): SegmentParts {
  const { id, timestamp: version } = segment;
  if (isUnusable(segment)) return { rule: { id, unusable: segment.unusable }, keys: [] };
  const keys: KeySet[] = [];
  const setOf = (name: string, list: readonly string[]): string | undefined => {
    if (list.length === 0) return undefined;
    keys.push({ name, version, keys: new Set(list) });
    return name;
  };
  const included = setOf(`${id} included`, segment.included);
  const excluded = setOf(`${id} excluded`, segment.excluded);
  return { rule: { id, rules: segment.rules, included, excluded }, keys };
}

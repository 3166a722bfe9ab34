import { isRaw, type Condition } from '@polyflag/core-engine';
import type { SegmentRecord } from '../wire/decode.js';
import type { ExcludedSegmentWire, RuleBasedSegmentWire } from '../wire/definitions.js';
import { translateMatcher, type DateUnit } from './matcher.js';

/** Who is a member of a rule-based segment (§2.8): nobody excluded, and everybody whom one of its conditions matches. */
export function translateRuleBasedSegment({ segment, unsupported }: SegmentRecord, dateUnit: DateUnit): Condition {
  const member: Condition =
    unsupported === undefined
      ? {
          if: 'any',
          of: (segment.conditions ?? []).map(({ matcherGroup }) => ({
            if: 'all',
            of: matcherGroup.matchers.map((matcher) => translateMatcher(matcher, dateUnit)),
          })),
        }
      : { if: 'constant', value: true };
  return {
    if: 'all',
    of: [...exclusions(segment).map((excluded): Condition => ({ if: 'not', of: excluded })), member],
  };
}

function exclusions({ excluded }: RuleBasedSegmentWire): Condition[] {
  const conditions: Condition[] = [];
  const keys = excluded?.keys;
  if (Array.isArray(keys) && keys.length > 0) {
    conditions.push({ if: 'test', of: { from: 'key' }, operator: 'in', as: 'joined-text', values: keys });
  }
  const segments = Array.isArray(excluded?.segments)
    ? (excluded.segments as readonly unknown[]).filter(isExcluded)
    : [];
  for (const { name, type } of segments) {
    if (type === 'standard') conditions.push({ if: 'member', segment: name, of: { from: 'key' } });
    if (type === 'rule-based') conditions.push({ if: 'rule', rule: name });
  }
  return conditions;
}

function isExcluded(value: unknown): value is ExcludedSegmentWire {
  return isRaw(value) && typeof value.name === 'string' && typeof value.type === 'string';
}

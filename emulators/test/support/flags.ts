import type { ConditionWire, FlagWire, MatcherWire } from '@polyflag/split-provider/internal';

/** A flag that gives everybody one treatment. */
export function always(name: string, treatment: string, more: Partial<FlagWire> = {}): FlagWire {
  return flagOf(name, [conditionOf('ALL_KEYS', {}, treatment)], more);
}

/** A flag that gives `on` to the members of a segment. */
export function onFor(name: string, segmentName: string, kind: 'IN_SEGMENT' | 'IN_RULE_BASED_SEGMENT'): FlagWire {
  return flagOf(name, [conditionOf(kind, { userDefinedSegmentMatcherData: { segmentName } }, 'on')]);
}

export function conditionOf(matcherType: string, data: Partial<MatcherWire>, treatment?: string): ConditionWire {
  return {
    conditionType: 'ROLLOUT',
    matcherGroup: { combiner: 'AND', matchers: [{ matcherType, negate: false, keySelector: null, ...data }] },
    ...(treatment === undefined ? {} : { partitions: [{ treatment, size: 100 }] }),
    label: `label of ${matcherType}`,
  };
}

function flagOf(name: string, conditions: readonly ConditionWire[], more: Partial<FlagWire> = {}): FlagWire {
  return {
    name,
    trafficTypeName: 'user',
    killed: false,
    defaultTreatment: 'off',
    seed: 1,
    trafficAllocation: 100,
    trafficAllocationSeed: 2,
    algo: 2,
    conditions,
    configurations: {},
    ...more,
  };
}

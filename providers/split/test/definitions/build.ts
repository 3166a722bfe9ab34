import type {
  ConditionWire,
  FlagWire,
  MatcherWire,
  PartitionWire,
  RuleBasedSegmentWire,
} from '#src/wire/definitions.js';

/** What a matcher compares with, by the field of the vendor's JSON. */
export type MatcherData = Partial<Omit<MatcherWire, 'matcherType' | 'keySelector'>>;

/** A matcher as the vendor writes it; without an attribute it looks at the key. */
export function matcher(matcherType: string, data: MatcherData = {}, attribute: string | null = null): MatcherWire {
  return { matcherType, negate: false, keySelector: { trafficType: 'user', attribute }, ...data };
}

export const allKeys = matcher('ALL_KEYS');

/** The data of the matchers that compare with a list of texts. */
export function list(...whitelist: string[]): MatcherData {
  return { whitelistMatcherData: { whitelist } };
}

/** A matcher that holds for these keys. */
export function keyIn(...keys: string[]): MatcherWire {
  return matcher('WHITELIST', list(...keys));
}

/** A matcher that holds where the attribute is this text. */
export function attributeIs(attribute: string, text: string): MatcherWire {
  return matcher('WHITELIST', list(text), attribute);
}

export function inSegment(segmentName: string, attribute: string | null = null): MatcherWire {
  return matcher('IN_SEGMENT', { userDefinedSegmentMatcherData: { segmentName } }, attribute);
}

export function inRuleBasedSegment(segmentName: string): MatcherWire {
  return matcher('IN_RULE_BASED_SEGMENT', { userDefinedSegmentMatcherData: { segmentName } });
}

export function dependsOn(split: string, ...treatments: string[]): MatcherWire {
  return matcher('IN_SPLIT_TREATMENT', { dependencyMatcherData: { split, treatments } });
}

/** Shares by treatment, in their order. */
export function shares(sizes: Readonly<Record<string, number>>): PartitionWire[] {
  return Object.entries(sizes).map(([treatment, size]) => ({ treatment, size }));
}

type Sizes = Readonly<Record<string, number>>;

/** A ROLLOUT condition. */
export function rollout(
  matchers: readonly MatcherWire[],
  sizes: Sizes = { on: 100 },
  label = 'rolled out',
): ConditionWire {
  return { conditionType: 'ROLLOUT', matcherGroup: { combiner: 'AND', matchers }, partitions: shares(sizes), label };
}

/** A WHITELIST condition. */
export function whitelisted(
  matchers: readonly MatcherWire[],
  sizes: Sizes = { vip: 100 },
  label = 'listed',
): ConditionWire {
  return { ...rollout(matchers, sizes, label), conditionType: 'WHITELIST' };
}

/** A flag that serves `on` to everybody, and `off` by default. */
export function flag(name: string, parts: Partial<FlagWire> = {}): FlagWire {
  return {
    name,
    trafficTypeName: 'user',
    changeNumber: 7,
    status: 'ACTIVE',
    killed: false,
    defaultTreatment: 'off',
    seed: 1,
    trafficAllocationSeed: 2,
    trafficAllocation: 100,
    algo: 2,
    conditions: [rollout([allKeys])],
    configurations: {},
    sets: [],
    prerequisites: [],
    ...parts,
  };
}

/** A flag that serves `on` where the matchers hold, and `off` elsewhere. */
export function flagOf(name: string, ...matchers: MatcherWire[]): FlagWire {
  return flag(name, { conditions: [rollout(matchers)] });
}

/** A rule-based segment of everybody for whom the matchers hold. */
export function ruleBasedSegment(
  name: string,
  matchers: readonly MatcherWire[],
  excluded: RuleBasedSegmentWire['excluded'] = null,
): RuleBasedSegmentWire {
  const conditions = [{ conditionType: 'ROLLOUT' as const, matcherGroup: { combiner: 'AND' as const, matchers } }];
  return { name, trafficTypeName: 'user', changeNumber: 7, status: 'ACTIVE', excluded, conditions };
}

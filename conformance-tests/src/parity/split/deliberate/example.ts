import type { FlagWire, MatcherWire } from '@polyflag/split-provider/internal';
import type { Example } from './difference.js';

/** One flag that serves `on` where the matcher holds, and `off` elsewhere. */
export function matcherExample(matcher: MatcherWire, value: unknown, treatment: 'on' | 'off' | 'control'): Example {
  const selecting = { ...matcher, keySelector: { trafficType: 'user', attribute: 'value' } };
  return flagExample(flagWith(selecting), { value }, treatment);
}

export function flagExample(flag: FlagWire, attributes: Readonly<Record<string, unknown>>, treatment: string): Example {
  return {
    definitions: { flags: [flag], ruleBasedSegments: [], segments: {} },
    user: { key: 'user-1', attributes },
    flagName: flag.name,
    answer: { treatment, config: null },
  };
}

export function flagWith(matcher: MatcherWire): FlagWire {
  return {
    name: 'example',
    trafficTypeName: 'user',
    changeNumber: 1,
    status: 'ACTIVE',
    killed: false,
    defaultTreatment: 'off',
    seed: 1,
    trafficAllocation: 100,
    trafficAllocationSeed: 1,
    algo: 2,
    conditions: [
      {
        conditionType: 'ROLLOUT',
        matcherGroup: { combiner: 'AND', matchers: [matcher] },
        partitions: [{ treatment: 'on', size: 100 }],
        label: 'example',
      },
    ],
  };
}

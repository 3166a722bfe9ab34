import type { ConditionWire } from '@polyflag/split-provider/internal';
import { flagWith } from '../../deliberate/example.js';
import type { ReportDifference } from './difference.js';

const flag = flagWith({ matcherType: 'ALL_KEYS' });

export const missingLabels: ReportDifference = {
  id: 'conditions without a label',
  rule: 'Split page §6.1: no impression for rejected input, when destroyed and for unknown flags, otherwise one',
  answer: 'a condition without a label makes impressions with an empty one',
  definitions: (definitions) => ({
    ...definitions,
    flags: definitions.flags.map((other) => ({ ...other, conditions: (other.conditions ?? []).map(labelled) })),
  }),
  example: {
    definitions: {
      flags: [{ ...flag, conditions: (flag.conditions ?? []).map(({ label: _, ...condition }) => condition) }],
      ruleBasedSegments: [],
      segments: {},
    },
    calls: [{ method: 'getTreatment', args: ['ana', 'example'] }],
    reporting: { impressionsMode: 'OPTIMIZED', labelsEnabled: true },
    sent: { impressions: [{ f: 'example', i: [{ k: 'ana', t: 'on', m: 'a time', c: 1, r: '' }] }] },
  },
};

function labelled(condition: ConditionWire): ConditionWire {
  return { ...condition, label: condition.label ?? '' };
}

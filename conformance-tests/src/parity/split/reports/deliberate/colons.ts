import { flagWith } from '../../deliberate/example.js';
import type { ReportDifference } from './difference.js';

const name = 'shop::checkout';

export const colons: ReportDifference = {
  id: 'names with two colons',
  rule: 'Split page §6.3: impressions are those that are queued without `pt` and the counts, of every flag',
  answer: 'a flag is counted whatever characters are in its name',
  remains: (sent) => ({ ...sent, counts: sent.counts.filter(({ f }) => typeof f !== 'string' || !f.includes('::')) }),
  example: {
    definitions: {
      flags: [{ ...flagWith({ matcherType: 'ALL_KEYS' }), name }],
      ruleBasedSegments: [],
      segments: {},
    },
    calls: [
      { method: 'getTreatment', args: ['ana', name] },
      { method: 'getTreatment', args: ['ana', name] },
      { method: 'getTreatment', args: ['ana', name] },
    ],
    reporting: { impressionsMode: 'OPTIMIZED', labelsEnabled: true },
    sent: {
      impressions: [{ f: name, i: [{ k: 'ana', t: 'on', m: 'a time', c: 1, r: 'example' }] }],
      counts: [{ f: name, m: 'an hour', rc: 2 }],
    },
  },
};

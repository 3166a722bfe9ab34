import type { ReportDifference } from './difference.js';

export const absentFields: ReportDifference = {
  id: 'absent fields of events',
  rule: 'Split page §6.4: `value` and `properties` are absent when undefined',
  answer: 'an event without a value or without properties has no such field',
  vendor: (sent) => ({ ...sent, events: sent.events.map(withoutNulls) }),
  example: {
    definitions: { flags: [], ruleBasedSegments: [], segments: {} },
    calls: [{ method: 'track', args: ['ana', 'user', 'bought', null] }],
    reporting: { impressionsMode: 'OPTIMIZED', labelsEnabled: true },
    sent: { events: [{ eventTypeId: 'bought', trafficTypeName: 'user', timestamp: 'a time', key: 'ana' }] },
  },
};

function withoutNulls(event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isLeftOut = ([name, value]: [string, unknown]): boolean =>
    value === null && (name === 'value' || name === 'properties');
  return Object.fromEntries(Object.entries(event).filter((entry) => !isLeftOut(entry)));
}

import { workspaceWith } from '../../deliberate/example.js';
import type { Call } from '../calls.js';
import type { ReportDifference } from './difference.js';

/** No event that is made has this value. */
const MARK = 987_654_321.5;

export const noValue: ReportDifference = {
  id: 'events without a value',
  rule: 'Hackle page §1.6, §11: no value given: omit it',
  answer: 'an event without a value has no such field',
  call: (call) => (call.method === 'track' ? marked(call) : call),
  vendor: (sent) => ({
    ...sent,
    tracks: sent.tracks.map((event) => {
      const { value, ...rest } = event;
      return value === MARK ? rest : event;
    }),
  }),
  example: {
    workspace: workspaceWith({}),
    calls: [{ method: 'track', event: 'visit', user: 'ana' }],
    sent: {
      insertId: 'an id of its own',
      timestamp: 'a time',
      userId: 'ana',
      identifiers: { $id: 'ana' },
      userProperties: {},
      hackleProperties: {},
      eventTypeId: 0,
      eventTypeKey: 'visit',
      properties: {},
    },
  },
};

function marked(call: Call & { readonly method: 'track' }): Call {
  const event = typeof call.event === 'object' ? call.event : { key: call.event };
  const given = event as { readonly value?: unknown } | null;
  return given === null || (given.value ?? undefined) !== undefined
    ? call
    : { ...call, event: { ...given, value: MARK } };
}

import { workspaceWith } from '../../deliberate/example.js';
import type { ReportDifference } from './difference.js';

export const numbersOnly: ReportDifference = {
  id: 'values that are no finite number',
  rule: 'Hackle page §7, §8: `value` a finite number; an invalid event is logged and ignored',
  answer: 'an event whose value is not a finite number is refused',
  call: (call) => {
    if (call.method === 'ask') return call;
    const { value } = Object(call.event) as { readonly value?: unknown };
    return typeof value === 'number' && !Number.isFinite(value) ? undefined : call;
  },
  example: {
    workspace: workspaceWith({}),
    calls: [{ method: 'track', event: { key: 'visit', value: NaN }, user: 'ana' }],
    sent: undefined,
  },
};

import { workspaceWith } from '../../deliberate/example.js';
import type { ReportDifference } from './difference.js';
import { eachEvent } from './rows.js';

export const sentHackleProperties: ReportDifference = {
  id: 'hackle properties',
  rule: 'Hackle page §1.6, §11: `hackleProperties` from the caller are accepted',
  answer: 'events tell the properties of the platform that the caller gives',
  remains: (sent) => eachEvent(sent, (event) => ({ ...event, hackleProperties: {} })),
  example: {
    workspace: workspaceWith({}),
    calls: [
      {
        method: 'track',
        event: { key: 'visit', value: 1 },
        user: { id: 'ana', hackleProperties: { osName: 'iOS' } },
      },
    ],
    sent: { hackleProperties: { osName: 'iOS' } },
  },
};

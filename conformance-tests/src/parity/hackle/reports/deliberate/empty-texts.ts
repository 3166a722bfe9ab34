import { workspaceWith } from '../../deliberate/example.js';
import type { ReportDifference } from './difference.js';
import { eachEvent, withProperties } from './rows.js';

export const emptyTexts: ReportDifference = {
  id: 'empty texts in lists',
  rule: 'Hackle page §11: empty strings inside array properties are kept',
  answer: 'a list is sent with its empty texts',
  remains: (sent) =>
    eachEvent(sent, (event) =>
      withProperties(event, (_, value) => (Array.isArray(value) ? value.filter((element) => element !== '') : value)),
    ),
  example: {
    workspace: workspaceWith({}),
    calls: [{ method: 'track', event: { key: 'visit', value: 1, properties: { tags: ['', 'a'] } }, user: 'ana' }],
    sent: { properties: { tags: ['', 'a'] } },
  },
};

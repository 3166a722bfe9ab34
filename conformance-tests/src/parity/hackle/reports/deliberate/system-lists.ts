import { workspaceWith } from '../../deliberate/example.js';
import type { ReportDifference } from './difference.js';
import { eachEvent, withProperties } from './rows.js';

export const systemLists: ReportDifference = {
  id: 'lists of the system',
  rule: 'Hackle page §6.3: elements of a list that are no text and no number are removed, whatever its name',
  answer: 'a list whose name begins with `$` is sent without its booleans',
  vendor: (sent) =>
    eachEvent(sent, (event) =>
      withProperties(event, (name, value) =>
        name.startsWith('$') && Array.isArray(value)
          ? value.filter((element) => ['string', 'number'].includes(typeof element))
          : value,
      ),
    ),
  example: {
    workspace: workspaceWith({}),
    calls: [{ method: 'track', event: { key: 'visit', value: 1, properties: { $list: ['a', true] } }, user: 'ana' }],
    sent: { properties: { $list: ['a'] } },
  },
};

import { matcherExample } from './example.js';
import type { DeliberateDifference } from './difference.js';
import { viewOfValues } from './view.js';

const onSets = new Set(['EQUAL_TO_SET', 'CONTAINS_ANY_OF_SET', 'CONTAINS_ALL_OF_SET', 'PART_OF_SET']);

export const sets: DeliberateDifference = {
  id: 'sets',
  rule: 'Split page §2.5 → Do: `Set` as sets',
  answer: 'a Set is read as the list of its elements',
  ...viewOfValues(
    'a set',
    ({ matcherType }) => onSets.has(matcherType),
    (value) => (value instanceof Set ? [...(value as ReadonlySet<unknown>)] : value),
  ),
  example: matcherExample(
    { matcherType: 'EQUAL_TO_SET', whitelistMatcherData: { whitelist: ['a', 'b'] } },
    new Set(['b', 'a']),
    'on',
  ),
};

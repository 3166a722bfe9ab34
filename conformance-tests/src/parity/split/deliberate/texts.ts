import { matcherExample } from './example.js';
import type { DeliberateDifference } from './difference.js';
import { viewOfValues } from './view.js';

const textual = new Set(['WHITELIST', 'STARTS_WITH', 'ENDS_WITH', 'CONTAINS_STRING', 'MATCHES_STRING']);

export const texts: DeliberateDifference = {
  id: 'texts',
  rule: 'Split page §2.5 → Do: what both accept as text; `Date` objects are dates and `Set`s are sets',
  answer: 'an object that is no list is no text',
  ...viewOfValues(
    'a text',
    ({ matcherType }) => textual.has(matcherType),
    (value) => (typeof value === 'object' && !Array.isArray(value) ? undefined : value),
  ),
  example: matcherExample(
    { matcherType: 'CONTAINS_STRING', whitelistMatcherData: { whitelist: ['a'] } },
    new Date(NaN),
    'off',
  ),
};

import { matcherExample } from './example.js';
import type { DeliberateDifference } from './difference.js';
import { viewOfValues } from './view.js';

export const versions: DeliberateDifference = {
  id: 'versions',
  rule: 'Split page §2.7: only strings are accepted',
  answer: 'a list is no version, whatever its elements are',
  ...viewOfValues(
    'a version',
    ({ matcherType }) => matcherType.endsWith('SEMVER'),
    (value) => (Array.isArray(value) ? undefined : value),
  ),
  example: matcherExample({ matcherType: 'EQUAL_TO_SEMVER', stringMatcherData: '1.2.3' }, ['1.2.3'], 'off'),
};

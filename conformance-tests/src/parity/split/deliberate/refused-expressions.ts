import type { MatcherWire } from '@polyflag/split-provider/internal';
import { refusedExpressions } from '../matchers/patterns.js';
import { matcherExample } from './example.js';
import type { DeliberateDifference } from './difference.js';

const sources = new Set(refusedExpressions.map(([source]) => source));

export const refused: DeliberateDifference = {
  id: 'refused expressions',
  rule: 'DECISIONS 31: nested or overlapping unbounded quantifiers that cannot run in linear time',
  answer: 'the condition is false',
  concerns: ({ matchers }) => matchers.some(isRefused),
  matcher: (matcher) => (isRefused(matcher) ? { ...matcher, stringMatcherData: '(?!)' } : matcher),
  example: matcherExample({ matcherType: 'MATCHES_STRING', stringMatcherData: '^(?=(a+)+$)a' }, 'aaa', 'off'),
};

function isRefused({ matcherType, stringMatcherData: source }: MatcherWire): boolean {
  return matcherType === 'MATCHES_STRING' && typeof source === 'string' && sources.has(source);
}

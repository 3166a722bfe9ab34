import { lacksOperands } from '../matchers/data-field.js';
import { matcherExample } from './example.js';
import type { DeliberateDifference } from './difference.js';

export const malformed: DeliberateDifference = {
  id: 'malformed matcher',
  rule: 'Split page §2.3 → Do: malformed matcher data is treated as unsupported',
  answer: 'a flag with a matcher without operands is `control`; a rule-based segment with one has everybody',
  concerns: ({ matchers }) => matchers.some(lacksOperands),
  matcher: (matcher) => (lacksOperands(matcher) ? { ...matcher, matcherType: 'MALFORMED' } : matcher),
  example: matcherExample({ matcherType: 'STARTS_WITH', whitelistMatcherData: null }, 'text', 'control'),
};

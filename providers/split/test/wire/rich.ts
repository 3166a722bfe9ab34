import {
  allKeys,
  dependsOn,
  flag,
  inRuleBasedSegment,
  inSegment,
  list,
  matcher,
  rollout,
  ruleBasedSegment,
  whitelisted,
} from '../definitions/build.js';

const text = { stringMatcherData: '1.0.0' };

/** A flag with something of everything in it; for ana it comes to the last condition. */
export const richFlag = flag('rich', {
  prerequisites: [{ n: 'gate', ts: ['on'] }],
  configurations: { on: '{"a":1}', off: 'text' },
  sets: ['front', 'back'],
  conditions: [
    whitelisted([matcher('WHITELIST', list('nobody'))]),
    rollout([matcher('EQUAL_TO', { unaryNumericMatcherData: { dataType: 'NUMBER', value: 1 } }, 'v')]),
    rollout([matcher('BETWEEN', { betweenMatcherData: { dataType: 'DATETIME', start: 1, end: 2 } }, 'v')]),
    rollout([matcher('CONTAINS_ANY_OF_SET', list('a'), 'v'), inSegment('staff')]),
    rollout([matcher('EQUAL_TO_BOOLEAN', { booleanMatcherData: true }, 'v'), dependsOn('gate', 'off')]),
    rollout([matcher('MATCHES_STRING', { stringMatcherData: '^a+$' }, 'v')]),
    rollout([matcher('EQUAL_TO_SEMVER', text, 'v'), matcher('GREATER_THAN_OR_EQUAL_TO_SEMVER', text, 'v')]),
    rollout([matcher('BETWEEN_SEMVER', { betweenStringMatcherData: { start: '1.0.0', end: '2.0.0' } }, 'v')]),
    rollout([matcher('IN_LIST_SEMVER', list('1.0.0'), 'v'), inRuleBasedSegment('beta')]),
    rollout([allKeys], { on: 50, off: 50 }, 'default rule'),
  ],
});

/** A rule-based segment with something of everything in it. */
export const richSegment = ruleBasedSegment('beta', [inSegment('staff'), matcher('STARTS_WITH', list('a'), 'v')], {
  keys: ['bob'],
  segments: [
    { name: 'blocked', type: 'standard' },
    { name: 'inner', type: 'rule-based' },
  ],
});

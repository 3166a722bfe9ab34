import type { ConditionWire, MatcherWire } from '@polyflag/split-provider/internal';
import type { Random } from '../random.js';
import { withoutOperands } from './matchers/data-field.js';
import type { Scope } from './matchers/kind.js';
import { makeMatcher } from './matchers/make.js';
import { makePartitions } from './partitions.js';

const labels = ['default rule', 'in segment all', 'whitelisted', ''] as const;

/** The conditions of a feature flag. */
export function makeConditions(random: Random, scope: Scope): ConditionWire[] {
  if (random.chance(0.01)) return [];
  return Array.from({ length: random.int(1, 4) }, () => ({
    ...(random.chance(0.05)
      ? {}
      : { conditionType: random.chance(0.3) ? ('WHITELIST' as const) : ('ROLLOUT' as const) }),
    matcherGroup: { combiner: 'AND' as const, matchers: makeMatchers(random, scope) },
    partitions: makePartitions(random),
    label: random.pick(labels),
  }));
}

const everybody: ConditionWire = {
  conditionType: 'ROLLOUT',
  matcherGroup: { combiner: 'AND', matchers: [{ keySelector: null, matcherType: 'ALL_KEYS', negate: false }] },
};

/** The conditions of a rule-based segment: they serve nothing. */
export function makeMemberConditions(random: Random, scope: Scope): ConditionWire[] {
  if (random.chance(0.4)) return [everybody];
  return Array.from({ length: random.chance(0.06) ? 0 : random.int(1, 4) }, () => ({
    conditionType: random.chance(0.5) ? ('WHITELIST' as const) : ('ROLLOUT' as const),
    matcherGroup: { combiner: 'AND' as const, matchers: makeMatchers(random, scope) },
  }));
}

function makeMatchers(random: Random, scope: Scope): MatcherWire[] {
  const matchers = Array.from(
    {
      length: random.weighted([
        [6, 1],
        [4, 2],
        [2, 3],
      ]),
    },
    () => makeMatcher(random, scope),
  );
  const [first] = matchers;
  if (first === undefined || random.chance(0.98)) return matchers;
  const spoilt = random.weighted<() => MatcherWire | undefined>([
    [2, () => withoutOperands(first)],
    [1, () => ({ ...first, matcherType: 'IN_A_LATER_VERSION' })],
    [1, () => undefined],
  ])();
  return spoilt === undefined ? [] : [spoilt, ...matchers.slice(1)];
}

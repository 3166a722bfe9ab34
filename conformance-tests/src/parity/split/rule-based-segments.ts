import type { RuleBasedSegmentWire } from '@polyflag/split-provider/internal';
import type { Random } from '../random.js';
import { makeMemberConditions } from './conditions.js';
import { knownKeys } from './keys.js';
import type { Scope } from './matchers/kind.js';

type Excluded = RuleBasedSegmentWire['excluded'];

/** A rule-based segment with exclusions of each kind. */
export function makeRuleBasedSegment(random: Random, name: string, scope: Scope): RuleBasedSegmentWire {
  return {
    name,
    trafficTypeName: 'user',
    changeNumber: random.int(1, 1_000_000),
    status: random.chance(0.03) ? 'ARCHIVED' : 'ACTIVE',
    ...(random.chance(0.2) ? {} : { excluded: excludedOf(random, scope) }),
    conditions: makeMemberConditions(random, scope),
  };
}

function excludedOf(random: Random, scope: Scope): NonNullable<Excluded> | null {
  if (random.chance(0.1)) return null;
  return {
    keys: random.chance(0.2) ? null : random.some(knownKeys, 0, 5),
    segments: random.chance(0.15) ? null : excludedSegments(random, scope),
  };
}

function excludedSegments(random: Random, { segments, ruleBasedSegments }: Scope): { name: string; type: string }[] {
  return Array.from({ length: random.int(0, 2) }, () =>
    random.weighted([
      [2, { name: random.pick(segments), type: 'standard' }],
      [2, { name: random.pick(['nowhere', ...ruleBasedSegments]), type: 'rule-based' }],
      [1, { name: random.pick(segments), type: 'large' }],
    ]),
  );
}

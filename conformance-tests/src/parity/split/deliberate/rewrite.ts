import type { SplitConfig } from '@polyflag/split-provider';
import type { ConditionWire, FlagWire, MatcherWire } from '@polyflag/split-provider/internal';
import type { Answer } from '../answer.js';
import type { Definitions } from '../definitions.js';
import type { User } from '../users.js';
import type { DeliberateDifference } from './difference.js';
import { isPlain } from './view.js';

/** The definitions, put so that the rules make no difference. */
export function rewriteDefinitions(
  definitions: Definitions,
  differences: readonly DeliberateDifference[],
): Definitions {
  const rewriteMatcher = (matcher: MatcherWire): MatcherWire =>
    differences.reduce((rewritten, { matcher: rewrite }) => rewrite?.(rewritten) ?? rewritten, matcher);
  const rewriteCondition = (condition: ConditionWire): ConditionWire => ({
    ...condition,
    matcherGroup: { ...condition.matcherGroup, matchers: condition.matcherGroup.matchers.map(rewriteMatcher) },
  });
  const rewriteFlag = (flag: FlagWire): FlagWire =>
    differences.reduce<FlagWire>((rewritten, { flag: rewrite }) => rewrite?.(rewritten) ?? rewritten, {
      ...flag,
      conditions: (flag.conditions ?? []).map(rewriteCondition),
    });
  return {
    flags: definitions.flags.map(rewriteFlag),
    ruleBasedSegments: definitions.ruleBasedSegments.map((segment) => ({
      ...segment,
      conditions: (segment.conditions ?? []).map(rewriteCondition),
    })),
    segments: definitions.segments,
  };
}

/** The user, put so that the rules make no difference. */
export function rewriteUser(user: User, differences: readonly DeliberateDifference[]): User {
  const { attributes } = user;
  if (!isPlain(attributes)) return user;
  return {
    key: user.key,
    attributes: Object.assign(
      {},
      attributes,
      ...differences.map(({ attributes: rewrite }) => rewrite?.(attributes)),
    ) as unknown,
  };
}

/** What the rules leave of an answer. */
export function remainsOf(answer: Answer, differences: readonly DeliberateDifference[]): Answer {
  return differences.reduce((rest, { remains }) => remains?.(rest) ?? rest, answer);
}

/** What our client has to be told, so that the rules make no difference. */
export function configFor(differences: readonly DeliberateDifference[]): Pick<SplitConfig, 'ignoreAlgo'> {
  return Object.assign({}, ...differences.map(({ ours = {} }) => ours)) as Pick<SplitConfig, 'ignoreAlgo'>;
}

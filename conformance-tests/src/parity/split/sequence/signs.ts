import type { FlagWire, MatcherWire, RuleBasedSegmentWire } from '@polyflag/split-provider/internal';
import type { Respondent } from '../answer.js';
import { flagWith } from '../deliberate/example.js';

/** What a side says of its definitions, beside its answers. */
export interface Shown extends Pick<Respondent, 'ask' | 'askAll'> {
  /** The change number of a flag; `undefined` where there is no such flag. */
  changeNumber(flagName: string): number | undefined;
}

/** By what it is seen that a change has reached a side. */
export interface Sign {
  /** What has changed. A later change of the same takes the place of an earlier one. */
  readonly subject: string;
  isSeen(side: Shown): boolean;
}

/** A flag is as new as that; `undefined`: it is gone. */
export function flagSign(name: string, changeNumber: number | undefined): Sign {
  return { subject: `flag ${name}`, isSeen: (side) => side.changeNumber(name) === changeNumber };
}

// No SDK shows the change number of a segment. So each state of one has a key of its own in it, and a flag that no change
// touches tells who is in.

export function segmentSign(kind: 'segment' | 'rule-based segment', name: string, key: string, isIn: boolean): Sign {
  const expected = isIn ? 'on' : 'off';
  return {
    subject: `${kind} ${name}`,
    isSeen: (side) => {
      const answer = side.ask({ key, attributes: undefined }, signFlagName(name));
      return 'treatment' in answer && answer.treatment === expected;
    },
  };
}

/** The flag that tells who is in a segment. */
export function signFlag(matcherType: 'IN_SEGMENT' | 'IN_RULE_BASED_SEGMENT', name: string): FlagWire {
  const matcher: MatcherWire = { matcherType, userDefinedSegmentMatcherData: { segmentName: name } };
  return { ...flagWith(matcher), name: signFlagName(name) };
}

function signFlagName(name: string): string {
  return `sign.${name}`;
}

/** How many states of a rule-based segment can be told apart: more than one step goes through. */
const STATES = 7;

/** The key that is in a rule-based segment in one of its states. */
export function stateKey(name: string, state: number): string {
  return `${name}@${state % STATES}`;
}

/** A rule-based segment that of all keys of states has that of its own state and no other, whatever else it says. */
export function withState(
  segment: RuleBasedSegmentWire,
  state: number,
  segmentNames: readonly string[],
): RuleBasedSegmentWire {
  const { name, excluded, conditions } = segment;
  const own = stateKey(name, state);
  const keys = segmentNames.flatMap((other) => Array.from({ length: STATES }, (_, at) => stateKey(other, at)));
  const whitelist = { matcherType: 'WHITELIST', whitelistMatcherData: { whitelist: [own] } };
  return {
    ...segment,
    excluded: {
      keys: [...(excluded?.keys ?? []), ...keys.filter((key) => key !== own)],
      segments: excluded?.segments ?? null,
    },
    conditions: [
      { conditionType: 'WHITELIST', matcherGroup: { combiner: 'AND', matchers: [whitelist] } },
      ...(conditions ?? []),
    ],
  };
}

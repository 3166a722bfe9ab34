import type { SplitConfig } from '@polyflag/split-provider';
import type { FlagWire, MatcherWire } from '@polyflag/split-provider/internal';
import type { Rule } from '../../verdict.js';
import type { Answer } from '../answer.js';
import type { Closure } from '../closure.js';
import type { Definitions } from '../definitions.js';
import type { User } from '../users.js';

export type Attributes = Readonly<Record<string, unknown>>;

/**
 * A rule by which Polyflag answers although the vendor's SDK for Node.js answers otherwise (DECISIONS 38), and the same
 * question put so that it makes no difference: rewritten for the vendor's SDK, or with a switch of ours.
 */
export interface DeliberateDifference extends Rule {
  /** Whether the rule has a part in this question. */
  concerns(closure: Closure, user: User): boolean;
  readonly flag?: (flag: FlagWire) => FlagWire;
  readonly matcher?: (matcher: MatcherWire) => MatcherWire;
  /** Only plain objects are rewritten. What others need stays as it is; more may be added. */
  readonly attributes?: (attributes: Attributes) => Attributes;
  readonly ours?: Pick<SplitConfig, 'ignoreAlgo'>;
  /** What is left of an answer, of either side, where no question can be put so that both answer alike. */
  readonly remains?: (answer: Answer) => Answer;
  readonly example: Example;
}

/** The question that shows a rule. */
export interface Example {
  readonly definitions: Definitions;
  readonly user: User;
  readonly flagName: string;
  /** What the rule says. */
  readonly answer: Answer;
}

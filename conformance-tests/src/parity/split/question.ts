import { show } from '../report.js';
import type { Disagreement } from '../tally.js';
import type { Answer } from './answer.js';
import type { Closure } from './closure.js';
import type { User } from './users.js';

/** What both sides are asked. */
export interface Question {
  readonly flagName: string;
  readonly user: User;
  readonly closure: Closure;
}

export type SplitDisagreement = Disagreement<Question, Answer>;

/** A question with everything that takes part in it, a line each. */
export function describeQuestion({ flagName, user, closure }: Question): string[] {
  return [
    `flag ${JSON.stringify(flagName)}`,
    `key ${show(user.key)}`,
    `attributes ${show(user.attributes)}`,
    ...closure.flags.map((flag) => `feature flag ${JSON.stringify(flag)}`),
    ...closure.ruleBasedSegments.map((segment) => `rule-based segment ${JSON.stringify(segment)}`),
  ];
}

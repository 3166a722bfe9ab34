import { show } from '../report.js';
import type { Definitions, User } from './wire.js';

/** What both sides are asked. */
export interface Question {
  readonly definitions: Definitions;
  readonly user: User;
  /** Absent: all. */
  readonly flagKeys: readonly string[] | undefined;
}

/** A question with everything that takes part in it, a line each. */
export function describeQuestion({ definitions, user, flagKeys }: Question): string[] {
  return [
    `flags ${flagKeys === undefined ? 'all' : JSON.stringify(flagKeys)}`,
    `user ${show(user)}`,
    ...definitions.flags.map((flag) => `flag ${JSON.stringify(flag)}`),
    ...definitions.cohorts.map((cohort) => `cohort ${JSON.stringify(cohort)}`),
  ];
}

import type { Condition } from './flag.js';

/** The group type of cohorts of users. */
export const USERS = 'User';

/**
 * The group type whose cohorts a condition asks for (spec §4.3); `undefined`: it asks for none.
 */
export function cohortOf({ op, selector }: Condition): string | undefined {
  if (op !== 'set contains any' && op !== 'set does not contain any') return undefined;
  if (selector.length <= 2 || selector.at(-1) !== 'cohort_ids') return undefined;
  if (selector[1] === 'user') return USERS;
  return selector.includes('groups') ? selector[2] : undefined;
}

/** The name of a cohort in the set: a condition asks for it as one of a certain group type. */
export function cohortName(groupType: string, id: string): string {
  return `${groupType}/${id}`;
}

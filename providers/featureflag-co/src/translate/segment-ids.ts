import { isUnusable, type Clause, type Unusable } from '../wire/rules.js';

/** The ids in the list that a segment clause compares with, or the names of an object; other text names none (spec §6.7). */
export function segmentIds(value: string): readonly string[] {
  let list: unknown;
  try {
    list = JSON.parse(value) as unknown;
  } catch {
    return [];
  }
  if (typeof list !== 'object' || list === null) return [];
  const ids: readonly unknown[] = Array.isArray(list) ? list : Object.keys(list);
  return ids.filter((id) => typeof id === 'string');
}

/** Whether a clause asks for segments. */
export function asksForSegments(clause: Clause | Unusable): clause is Clause {
  if (isUnusable(clause)) return false;
  const operator = clause.operation === '' ? clause.property : clause.operation;
  return operator === 'User is in segment' || operator === 'User is not in segment';
}

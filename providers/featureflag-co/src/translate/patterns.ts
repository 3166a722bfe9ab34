import { needsPatternEngine } from '@polyflag/core-engine';
import type { DataSync } from '../wire/message.js';
import { isUnusable, type Clause, type Unusable } from '../wire/rules.js';

/** Whether a regular expression of a message needs the module that runs them. */
export function hasCostlyPattern({ flags, segments }: DataSync): boolean {
  for (const { record } of flags) {
    if (record === undefined || isUnusable(record)) continue;
    if (record.rules.some(({ clauses }) => clauses.some(isCostly))) return true;
  }
  for (const { record } of segments) {
    if (record === undefined || isUnusable(record)) continue;
    if (record.rules.some((clauses) => clauses.some(isCostly))) return true;
  }
  return false;
}

function isCostly(clause: Clause | Unusable): boolean {
  if (isUnusable(clause)) return false;
  const operator = clause.operation === '' ? clause.property : clause.operation;
  if (operator !== 'MatchRegex' && operator !== 'NotMatchRegex') return false;
  return needsPatternEngine(clause.value, { ignoreCase: true });
}

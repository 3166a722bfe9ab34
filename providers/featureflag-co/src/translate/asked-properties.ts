import { cellsAskedBy, type FlagCell, type FlagSet } from '@polyflag/core-engine';
import type { FlagRecord } from '../wire/flag.js';
import { isUnusable, type Clause, type Unusable } from '../wire/rules.js';
import { isReserved } from './clauses.js';
import { asksForSegments } from './segment-ids.js';
import type { SegmentRule } from './segment-parts.js';

/** The names of the custom properties that an evaluation of a flag may ask for, in its rules and what they lead to. */
export function propertiesAskedBy(set: FlagSet, flag: FlagCell): readonly string[] {
  const names = new Set<string>();
  for (const { wire } of cellsAskedBy(set.table, flag)) {
    for (const clause of clausesOf(wire as FlagRecord | SegmentRule)) {
      if (isUnusable(clause)) continue;
      const { property } = clause;
      if (!isReserved(property) && !asksForSegments(clause)) names.add(property);
    }
  }
  return [...names];
}

function clausesOf(record: FlagRecord | SegmentRule): readonly (Clause | Unusable)[] {
  if (isUnusable(record)) return [];
  return record.rules.flatMap((rule) => ('clauses' in rule ? rule.clauses : rule));
}

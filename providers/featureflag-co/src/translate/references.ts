import { noReferences, type References } from '@polyflag/core-engine';
import type { FlagRecord } from '../wire/flag.js';
import { isUnusable, type Clause, type Unusable } from '../wire/rules.js';
import { asksForSegments, segmentIds } from './segment-ids.js';
import type { SegmentRule } from './segment-parts.js';

type Clauses = readonly (Clause | Unusable)[];

/** What a flag asks for: its prerequisites, and the segments of its rules. */
export function referencesOfFlag(flag: FlagRecord): References {
  if (isUnusable(flag)) return noReferences;
  const flags = flag.prerequisites.flatMap((one) => (isUnusable(one) || one.flagId === flag.ownId ? [] : [one.flagId]));
  return references(flags, segmentsIn(flag.rules.map(({ clauses }) => clauses)), []);
}

/** What a segment asks for: its sets of keys, and other segments. */
export function referencesOfSegment(segment: SegmentRule): References {
  if (isUnusable(segment)) return noReferences;
  const sets = [segment.included, segment.excluded].filter((name) => name !== undefined);
  return references([], segmentsIn(segment.rules), sets);
}

function segmentsIn(rules: readonly Clauses[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const clauses of rules) {
    for (const clause of clauses) {
      if (asksForSegments(clause)) for (const id of segmentIds(clause.value)) ids.add(id);
    }
  }
  return ids;
}

function references(flags: readonly string[], rules: ReadonlySet<string>, segments: readonly string[]): References {
  if (flags.length + rules.size + segments.length === 0) return noReferences;
  return { flags: [...new Set(flags)], rules: [...rules], segments };
}

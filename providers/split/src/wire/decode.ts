import { isRaw, noReferences, type Definition, type References } from '@polyflag/core-engine';
import type { ConditionWire, FlagWire, MatcherWire, PrerequisiteWire, RuleBasedSegmentWire } from './definitions.js';
import { inspectMatcher, isTextList, type ReferenceCollector } from './matchers.js';

// A load runs through this once, before the runtime has made it fast: lists are gone through by index, because until then
// an iterator makes an object for each element.

/**
 * A definition, looked at once. `problem` says why part of it cannot be evaluated: a flag then answers `control` where
 * its conditions would decide (killed and prerequisites come first), a rule-based segment has everybody as a member.
 */
export interface Decoded extends Definition {
  /** May be replaced by a text that is equal to it. */
  name: string;
  readonly wire: FlagRecord | SegmentRecord;
  readonly archived: boolean;
  /** The regular expressions in it; absent: none. */
  readonly patterns: ReadonlySet<string> | undefined;
  readonly problem: string | undefined;
}

/** What the set keeps of a flag. */
export interface FlagRecord {
  /** The wire form, as it arrived; it may have to be parsed for whoever asks. */
  readonly flag: FlagWire;
  /** Why its conditions cannot be evaluated. */
  readonly unsupported: string | undefined;
  /** What is asked of all flags at a time. */
  readonly trafficTypeName: FlagWire['trafficTypeName'];
  readonly sets: FlagWire['sets'];
}

/** Makes what the set keeps of a flag that was looked at. */
export type Keep = (flag: FlagWire, unsupported: string | undefined) => FlagRecord;

/** What the set keeps of a rule-based segment. */
export interface SegmentRecord {
  readonly segment: RuleBasedSegmentWire;
  readonly unsupported: string | undefined;
}

/** A definition that cannot be kept at all: it has no name to be asked for by. */
export interface Nameless {
  readonly problem: string;
}

/** Keeps a flag as it was parsed. */
export const keepParsed: Keep = (flag, unsupported) => {
  const { trafficTypeName, sets } = flag;
  return { flag, unsupported, trafficTypeName, sets };
};

/** Looks at a feature flag. */
export function decodeFlag(raw: unknown, keep = keepParsed): Decoded | Nameless {
  const name = nameOf(raw);
  if (name === undefined) return { problem: 'a feature flag without a name' };
  const flag = raw as FlagWire;
  const references = new Collected();
  const unsupported = inspectPrerequisites(flag, references) ?? inspectConditions(flag.conditions, references, true);
  return {
    name,
    version: versionOf(flag),
    wire: keep(flag, unsupported),
    references: references.list(),
    patterns: references.patterns,
    archived: flag.status === 'ARCHIVED',
    problem: unsupported,
  };
}

/** Looks at a rule-based segment. */
export function decodeRuleBasedSegment(raw: unknown): Decoded | Nameless {
  const name = nameOf(raw);
  if (name === undefined) return { problem: 'a rule-based segment without a name' };
  const segment = raw as RuleBasedSegmentWire;
  const references = new Collected();
  const unsupported = inspectExcluded(segment, references) ?? inspectConditions(segment.conditions, references, false);
  return {
    name,
    version: versionOf(segment),
    wire: { segment, unsupported },
    references: references.list(),
    patterns: references.patterns,
    archived: segment.status === 'ARCHIVED',
    problem: unsupported,
  };
}

function nameOf(raw: unknown): string | undefined {
  return isRaw(raw) && typeof raw.name === 'string' && raw.name !== '' ? raw.name : undefined;
}

function versionOf({ changeNumber }: { readonly changeNumber?: number }): number {
  return typeof changeNumber === 'number' && Number.isFinite(changeNumber) ? changeNumber : -1;
}

function inspectPrerequisites({ prerequisites }: FlagWire, refer: ReferenceCollector): string | undefined {
  if (prerequisites === undefined || prerequisites === null) return undefined;
  if (!Array.isArray(prerequisites)) return 'prerequisites is not a list';
  for (const prerequisite of prerequisites as readonly unknown[]) {
    if (!isPrerequisite(prerequisite)) return 'a prerequisite needs n, a text, and ts, a list of text';
    refer.flag(prerequisite.n);
  }
  return undefined;
}

export function isPrerequisite(value: unknown): value is PrerequisiteWire {
  return isRaw(value) && typeof value.n === 'string' && isTextList(value.ts);
}

function inspectConditions(
  conditions: readonly ConditionWire[] | null | undefined,
  refer: ReferenceCollector,
  partitioned: boolean,
): string | undefined {
  if (conditions === undefined || conditions === null) return partitioned ? 'it has no conditions' : undefined;
  if (!Array.isArray(conditions)) return 'conditions is not a list';
  if (partitioned && conditions.length === 0) return 'it has no conditions';
  for (let at = 0; at < conditions.length; at += 1) {
    const condition = conditions[at] as Partial<ConditionWire> | null | undefined;
    const matchers = condition?.matcherGroup?.matchers;
    if (!Array.isArray(matchers) || matchers.length === 0) return 'a condition has no matchers';
    if (partitioned && !arePartitions(condition?.partitions))
      return 'a condition has no partitions of treatment and size';
    for (let index = 0; index < matchers.length; index += 1) {
      const problem = inspectMatcher(matchers[index] as MatcherWire, refer);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

function arePartitions(partitions: unknown): boolean {
  if (!Array.isArray(partitions)) return false;
  for (let at = 0; at < partitions.length; at += 1) {
    const partition: unknown = partitions[at];
    if (!isRaw(partition) || typeof partition.treatment !== 'string' || typeof partition.size !== 'number')
      return false;
  }
  return true;
}

function inspectExcluded({ excluded }: RuleBasedSegmentWire, refer: ReferenceCollector): string | undefined {
  if (excluded === undefined || excluded === null) return undefined;
  if (!isRaw(excluded)) return 'excluded is not an object';
  const { keys, segments } = excluded;
  if (keys !== undefined && keys !== null && !isTextList(keys)) return 'excluded.keys is not a list of text';
  if (segments === undefined || segments === null) return undefined;
  if (!Array.isArray(segments)) return 'excluded.segments is not a list';
  for (const segment of segments as readonly unknown[]) {
    if (!isRaw(segment) || typeof segment.name !== 'string') return 'an excluded segment has no name';
    if (segment.type === 'standard') refer.segment(segment.name);
    if (segment.type === 'rule-based') refer.ruleBasedSegment(segment.name);
  }
  return undefined;
}

/** Most definitions refer to nothing; the sets are made when the first reference comes. */
class Collected implements ReferenceCollector {
  private flags: Set<string> | undefined;
  private segments: Set<string> | undefined;
  private rules: Set<string> | undefined;
  patterns: Set<string> | undefined;

  flag(name: string): void {
    (this.flags ??= new Set()).add(name);
  }

  segment(name: string): void {
    (this.segments ??= new Set()).add(name);
  }

  ruleBasedSegment(name: string): void {
    (this.rules ??= new Set()).add(name);
  }

  pattern(source: string): void {
    (this.patterns ??= new Set()).add(source);
  }

  list(): References {
    if (this.flags === undefined && this.segments === undefined && this.rules === undefined) return noReferences;
    return { flags: [...(this.flags ?? [])], segments: [...(this.segments ?? [])], rules: [...(this.rules ?? [])] };
  }
}

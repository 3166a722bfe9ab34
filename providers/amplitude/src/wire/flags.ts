import {
  Broken,
  isRaw,
  listOf,
  needsPatternEngine,
  objectOf,
  textOf,
  type Definition,
  type Raw,
  type References,
} from '@polyflag/core-engine';
import { cohortName, cohortOf } from './cohort-condition.js';
import type {
  Allocation,
  Bucket,
  Condition,
  Distribution,
  Flag,
  FlagVariant,
  Metadata,
  Range,
  Segment,
} from './flag.js';
import { eachOf, optional, show, textsOf } from './read.js';

/** The flags of a deployment, looked at: what can be kept, and what is wrong with the rest, one sentence each. */
export interface DecodedFlags {
  /** By key, in the order of the vendor's map: keys that are numbers first (spec §4.11). */
  readonly flags: ReadonlyMap<string, Flag>;
  readonly definitions: readonly Definition[];
  /** The group types of the cohorts that conditions ask for, by id. */
  readonly cohorts: ReadonlyMap<string, ReadonlySet<string>>;
  /** The names of user properties that conditions and buckets ask for. */
  readonly properties: ReadonlySet<string>;
  /** Whether a regular expression needs the module that runs them. */
  readonly needsPatterns: boolean;
  readonly problems: readonly string[];
}

/** What arrived is no list of flags at all. */
export class InvalidFlags extends Error {}

/**
 * Looks at flags as they arrive (spec §4.1, §4.5). One that is broken costs itself and is named; of two with one key the last
 * counts.
 *
 * @throws InvalidFlags when it is no list, or a list of which nothing is an object: that is no set of flags
 */
export function decodeFlags(document: unknown): DecodedFlags {
  if (!Array.isArray(document)) throw new InvalidFlags('it is not a list');
  if (document.length > 0 && !document.some(isRaw)) throw new InvalidFlags('nothing in the list is an object');
  const problems: string[] = [];
  const unordered = new Map<string, Flag>();
  for (const raw of document as readonly unknown[]) {
    try {
      const flag = decodeFlag(raw);
      unordered.set(flag.key, flag);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      problems.push(`flag ${show(isRaw(raw) ? raw.key : undefined)} is left out: ${error.message}`);
    }
  }
  const flags = inOrder(unordered);
  const cohorts = new Map<string, Set<string>>();
  const definitions = [...flags.values()].map((flag) => definitionOf(flag, cohorts));
  const properties = new Set([...flags.values()].flatMap(propertiesOf));
  return { flags, definitions, cohorts, properties, needsPatterns: [...flags.values()].some(needsPatterns), problems };
}

/** Decodes one flag. @throws Broken */
function decodeFlag(raw: unknown): Flag {
  if (!isRaw(raw)) throw new Broken('it is not an object');
  const key = textOf(raw, 'key');
  const variants = objectOf(raw, 'variants');
  for (const variant of Object.values(variants)) checkVariant(variant);
  return {
    key,
    variants: variants as Readonly<Record<string, FlagVariant>>,
    segments: eachOf(raw, 'segments', decodeSegment),
    dependencies: optional(raw, 'dependencies', textsOf) ?? [],
    metadata: metadataOf(raw),
  };
}

function checkVariant(variant: unknown): void {
  if (!isRaw(variant)) throw new Broken('a variant is not an object');
  optional(variant, 'key', textOf);
  metadataOf(variant);
}

function metadataOf(raw: Raw): Metadata | undefined {
  return optional(raw, 'metadata', objectOf) as Metadata | undefined;
}

function decodeSegment(raw: Raw): Segment {
  return {
    bucket: optional(raw, 'bucket', (segment, name) => decodeBucket(objectOf(segment, name))),
    conditions: optional(raw, 'conditions', decodeConditions),
    variant: optional(raw, 'variant', textOf),
    metadata: metadataOf(raw),
  };
}

function decodeConditions(raw: Raw, name: string): Condition[][] {
  return listOf(raw, name).map((inner) => eachOf({ [name]: inner }, name, decodeCondition));
}

function decodeCondition(raw: Raw): Condition {
  return { selector: textsOf(raw, 'selector'), op: textOf(raw, 'op'), values: textsOf(raw, 'values') };
}

function decodeBucket(raw: Raw): Bucket {
  return {
    selector: textsOf(raw, 'selector'),
    salt: textOf(raw, 'salt'),
    allocations: eachOf(raw, 'allocations', decodeAllocation),
  };
}

function decodeAllocation(raw: Raw): Allocation {
  return { range: rangeOf(raw), distributions: eachOf(raw, 'distributions', decodeDistribution) };
}

function decodeDistribution(raw: Raw): Distribution {
  return { variant: textOf(raw, 'variant'), range: rangeOf(raw) };
}

function rangeOf(raw: Raw): Range {
  const [from, to] = listOf(raw, 'range');
  if (typeof from !== 'number' || typeof to !== 'number') throw new Broken('range is not two numbers');
  return [from, to];
}

/** The order of an object's members, which the vendor's map has: whole numbers first, ascending, then as they came. */
function inOrder(flags: ReadonlyMap<string, Flag>): ReadonlyMap<string, Flag> {
  const keys = Object.keys(Object.fromEntries(Array.from(flags.keys(), (key) => [key, true])));
  return new Map(keys.map((key) => [key, flags.get(key) as Flag]));
}

function definitionOf(flag: Flag, cohorts: Map<string, Set<string>>): Definition {
  return { name: flag.key, version: 0, wire: flag, references: referencesOf(flag, cohorts) };
}

/** What a flag refers to; which cohorts it asks for is noted. */
function referencesOf(flag: Flag, cohorts: Map<string, Set<string>>): References {
  const flags = new Set(flag.dependencies);
  const segments = new Set<string>();
  for (const segment of flag.segments) {
    noteResult(segment.bucket?.selector, flags);
    for (const condition of (segment.conditions ?? []).flat()) {
      noteResult(condition.selector, flags);
      const groupType = cohortOf(condition);
      if (groupType === undefined) continue;
      for (const id of condition.values) {
        segments.add(cohortName(groupType, id));
        const types = cohorts.get(id) ?? new Set();
        cohorts.set(id, types.add(groupType));
      }
    }
  }
  return { flags: [...flags], segments: [...segments], rules: [] };
}

function propertiesOf({ segments }: Flag): string[] {
  const selectors = segments.flatMap(({ conditions = [], bucket }) => [
    ...conditions.flat().map(({ selector }) => selector),
    ...(bucket === undefined ? [] : [bucket.selector]),
  ]);
  return selectors.flatMap(([, , table, name]) => (table === 'user_properties' && name !== undefined ? [name] : []));
}

function noteResult(selector: readonly string[] | undefined, flags: Set<string>): void {
  const [root, flag] = selector ?? [];
  if (root === 'result' && flag !== undefined) flags.add(flag);
}

function needsPatterns({ segments }: Flag): boolean {
  return segments.some(({ conditions = [] }) =>
    conditions
      .flat()
      .some(({ op, values }) => op.startsWith('regex') && values.some((source) => needsPatternEngine(source))),
  );
}

import type { FlagWire, RuleBasedSegmentWire } from '@polyflag/split-provider/internal';
import type { Random } from '../random.js';
import { makeFlag } from './flags.js';
import { knownKeys } from './keys.js';
import type { Scope } from './matchers/kind.js';
import { makeRuleBasedSegment } from './rule-based-segments.js';

/** Everything that a backend serves. */
export interface Definitions {
  readonly flags: readonly FlagWire[];
  readonly ruleBasedSegments: readonly RuleBasedSegmentWire[];
  readonly segments: Readonly<Record<string, readonly string[]>>;
}

/** A definition refers only to those of lower levels: nothing goes in a circle, and no chain is long. */
const LEVELS = 4;

/** What there is, by name, each kind in a fixed order. */
export interface Names {
  readonly flags: readonly string[];
  readonly ruleBasedSegments: readonly string[];
  readonly segments: readonly string[];
}

/** What the definition at this place of its kind may refer to. */
export function scopeAt({ flags, ruleBasedSegments, segments }: Names, at: number): Scope {
  const level = at % LEVELS;
  return { segments, ruleBasedSegments: below(ruleBasedSegments, level), flags: below(flags, level) };
}

/** Definitions with so many flags, and a rule-based segment for every eight of them. */
export function makeDefinitions(random: Random, flagCount: number): Definitions {
  const segments = makeSegments(random);
  const names = {
    flags: Array.from({ length: flagCount }, (_, at) => `flag_${at}`),
    ruleBasedSegments: Array.from({ length: Math.ceil(flagCount / 8) }, (_, at) => `rule_${at}`),
    segments: [...Object.keys(segments), 'empty'],
  };
  return {
    segments,
    ruleBasedSegments: names.ruleBasedSegments.map((name, at) =>
      makeRuleBasedSegment(random, name, scopeAt(names, at)),
    ),
    flags: names.flags.map((name, at) => makeFlag(random, name, scopeAt(names, at))),
  };
}

function below(names: readonly string[], level: number): string[] {
  return names.filter((_, at) => at % LEVELS < level);
}

function makeSegments(random: Random): Record<string, string[]> {
  const names = ['staff', 'testers', 'half_a', 'half_b'];
  return Object.fromEntries(
    names.map((name) => [name, random.some(knownKeys, 10, Math.floor(knownKeys.length * 0.8))]),
  );
}

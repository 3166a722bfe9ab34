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

/** Definitions with so many flags, and a rule-based segment for every eight of them. */
export function makeDefinitions(random: Random, flagCount: number): Definitions {
  const flagNames = Array.from({ length: flagCount }, (_, at) => `flag_${at}`);
  const segmentNames = Array.from({ length: Math.ceil(flagCount / 8) }, (_, at) => `rule_${at}`);
  const segments = makeSegments(random);
  const scopeAt = (at: number): Scope => ({
    segments: [...Object.keys(segments), 'empty'],
    ruleBasedSegments: below(segmentNames, at % LEVELS),
    flags: below(flagNames, at % LEVELS),
  });
  return {
    segments,
    ruleBasedSegments: segmentNames.map((name, at) => makeRuleBasedSegment(random, name, scopeAt(at))),
    flags: flagNames.map((name, at) => makeFlag(random, name, scopeAt(at))),
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

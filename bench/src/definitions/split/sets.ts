import { murmur3 } from '@polyflag/core-engine';
import type { Scale } from '../../measure/scale.js';
import { literal } from '../literal.js';
import { keyOf } from '../users.js';
import { fiveRules, fiveRulesByHand, nameOf } from './five-rules.js';
import {
  conditions,
  conditionsAlike,
  fixed,
  inSegment,
  rollout,
  SEGMENT,
  withoutSegment,
  type Closure,
  type Measured,
} from './measured.js';
import { VARIED, varied, variedByHand } from './varied.js';
import type { Flag } from './wire.js';

/** Definitions that belong together, and the same flags by hand. */
export interface DefinitionSet {
  readonly flags: readonly Flag[];
  readonly segments: Readonly<Record<string, readonly string[]>>;
  byHand(): ReadonlyMap<string, Closure>;
}

export type SplitSet =
  | 'static'
  | 'rollout'
  | 'conditions'
  | 'conditions-alike'
  | 'segment'
  | 'measured'
  | 'varied'
  | 'hundred'
  | 'many'
  | 'five-rules'
  | 'large-segment';

export function definitionSet(name: SplitSet, scale: Scale): DefinitionSet {
  switch (name) {
    case 'static':
      return setOf([fixed]);
    case 'rollout':
      return setOf([rollout]);
    case 'conditions':
      return setOf([conditions]);
    case 'conditions-alike':
      return setOf([conditionsAlike]);
    case 'segment':
      return setOf([inSegment], scale.segmentKeys);
    case 'measured':
      return setOf([...withoutSegment, inSegment], 1_000);
    case 'varied':
      return withVaried(setOf([conditions], 1_000));
    case 'hundred':
      return withFiveRules(setOf([fixed]), 99);
    case 'many':
      return withFiveRules(setOf([fixed]), scale.flags - 1);
    case 'five-rules':
      return withFiveRules(setOf([]), scale.flags);
    case 'large-segment':
      return setOf([inSegment], scale.largeSegmentKeys);
  }
}

/** Said in place of a flag's name: all flags of the large set, one after the other. */
export const ALL_IN_TURN = 'all in turn';

/** Said in place of a flag's name: the varied flags, one after the other. */
export const VARIED_IN_TURN = 'varied in turn';

/** The names of the varied flags, which are evaluated before another one is measured. */
export const variedNames: readonly string[] = Array.from({ length: VARIED }, (_, index) => literal(`varied_${index}`));

export function fiveRulesNames(scale: Scale): string[] {
  return Array.from({ length: scale.flags }, (_, index) => literal(nameOf(index)));
}

/** @param members of the segment, if a flag asks for one: every second user */
function setOf(measured: readonly Measured[], members = 0): DefinitionSet {
  const keys = Array.from({ length: members }, (_, index) => keyOf(index * 2));
  return {
    flags: measured.map(({ flag }) => flag),
    segments: members === 0 ? {} : { [SEGMENT]: keys },
    byHand: () => {
      const people = parsedSet(keys);
      return new Map(measured.map(({ flag, byHand }) => [literal(flag.name), byHand(people)]));
    },
  };
}

function withVaried(set: DefinitionSet): DefinitionSet {
  return {
    flags: [...set.flags, ...variedNames.map((_, index) => varied(index))],
    segments: set.segments,
    byHand: () => {
      const people = parsedSet(set.segments[SEGMENT] ?? []);
      const more = variedNames.map((name, index): [string, Closure] => [name, variedByHand(index, people, murmur3)]);
      return new Map([...set.byHand(), ...more]);
    },
  };
}

function withFiveRules(set: DefinitionSet, count: number): DefinitionSet {
  const indices = Array.from({ length: count }, (_, index) => index);
  return {
    flags: [...set.flags, ...indices.map(fiveRules)],
    segments: set.segments,
    byHand: () =>
      new Map([
        ...set.byHand(),
        ...indices.map((index): [string, Closure] => [literal(nameOf(index)), fiveRulesByHand(index)]),
      ]),
  };
}

/** The keys as a program has them that read them from a file. */
function parsedSet(keys: readonly string[]): Set<string> {
  return new Set(JSON.parse(JSON.stringify(keys)) as string[]);
}

import type { Random } from '../../random.js';
import { knownKeys } from '../keys.js';
import { treatments } from '../treatments.js';
import type { MatcherKind } from './kind.js';

/** The matchers that ask for everybody, for a segment or for another flag. */
export const referenceKinds: readonly MatcherKind[] = [
  {
    name: 'ALL_KEYS',
    attributes: ['city', 'age', 'tags', 'beta', 'app', 'born'],
    onKey: 0.3,
    make: () => ({ matcherType: 'ALL_KEYS' }),
    aim: (random) =>
      random.chance(0.6)
        ? undefined
        : random.pick<unknown>(['', null, {}, [], 0, false, 'here', [''], [5], [5, 6], new Date(0)]),
  },
  {
    name: 'IN_SEGMENT',
    attributes: ['city', 'plan', 'age'],
    onKey: 0.7,
    make: (random, { segments }) => ({
      matcherType: 'IN_SEGMENT',
      userDefinedSegmentMatcherData: { segmentName: random.pick(segments) },
    }),
    aim: (random) =>
      random.chance(0.1) ? random.pick<unknown>([12, true, ['ana'], '', null, {}]) : random.pick(knownKeys),
  },
  {
    name: 'IN_LARGE_SEGMENT',
    attributes: ['city'],
    onKey: 0.9,
    make: (random, { segments }) => ({
      matcherType: 'IN_LARGE_SEGMENT',
      userDefinedLargeSegmentMatcherData: { largeSegmentName: random.pick(segments) },
    }),
    aim: (random) => random.pick(knownKeys),
  },
  {
    name: 'IN_RULE_BASED_SEGMENT',
    attributes: [],
    onKey: 1,
    make: (random, { ruleBasedSegments }) => ({
      matcherType: 'IN_RULE_BASED_SEGMENT',
      userDefinedSegmentMatcherData: { segmentName: oneOf(random, ruleBasedSegments, 'nowhere') },
    }),
    aim: () => undefined,
  },
  {
    name: 'IN_SPLIT_TREATMENT',
    attributes: [],
    onKey: 1,
    make: (random, { flags }) => ({
      matcherType: 'IN_SPLIT_TREATMENT',
      dependencyMatcherData: {
        split: oneOf(random, flags, 'nobody'),
        treatments: random.some([...treatments, 'control'], 0, 5),
      },
    }),
    aim: () => undefined,
  },
];

/** A name that something is defined under, as a rule. */
function oneOf(random: Random, names: readonly string[], otherwise: string): string {
  return names.length === 0 || random.chance(0.1) ? otherwise : random.pick(names);
}

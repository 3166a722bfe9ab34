import type { MatcherKind } from './kind.js';

/** The matcher that compares with true or false. */
export const booleanKinds: readonly MatcherKind[] = [
  {
    name: 'EQUAL_TO_BOOLEAN',
    attributes: ['beta', 'paid'],
    onKey: 0.04,
    make: (random) => ({ matcherType: 'EQUAL_TO_BOOLEAN', booleanMatcherData: random.chance(0.5) }),
    aim: (random, { booleanMatcherData: operand }) =>
      random.weighted<() => unknown>([
        [6, () => operand],
        [3, () => operand !== true],
        [2, () => String(operand).toUpperCase()],
        [1, () => random.pick<unknown>(['True', 'fAlSe', ' true', 'false ', 'yes', 'no', 1, 0, '', null, [true], {}])],
      ])(),
  },
];

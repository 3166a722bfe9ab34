import type { Random } from '../../random.js';
import type { MatcherKind } from './kind.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Moments in milliseconds: in the middle of a day, on the edges of days and minutes, before 1970. */
const operands = [
  1_577_926_800_000,
  1_577_923_200_000,
  1_577_923_259_999,
  1_583_020_799_999,
  1_709_208_000_123,
  0,
  -1,
  -DAY,
  -DAY - 1,
  -1_234_567_890,
] as const;

/** The matchers that compare dates. */
export const dateKinds: readonly MatcherKind[] = [
  ...['EQUAL_TO', 'GREATER_THAN_OR_EQUAL_TO', 'LESS_THAN_OR_EQUAL_TO'].map(unary),
  {
    name: 'BETWEEN DATETIME',
    attributes: ['born', 'seen'],
    onKey: 0.05,
    make: (random) => {
      const start = random.pick(operands);
      const end = start + random.pick([0, SECOND, MINUTE, 3 * MINUTE, DAY, 30 * DAY, -MINUTE]);
      return { matcherType: 'BETWEEN', betweenMatcherData: { dataType: 'DATETIME', start, end } };
    },
    aim: (random, { betweenMatcherData: data }) => {
      const [start, end] = [data?.start ?? 0, data?.end ?? 0];
      return near(random, random.pick([start, end, Math.round((start + end) / 2), Math.round((start + end) / 2)]));
    },
  },
];

function unary(type: string): MatcherKind {
  return {
    name: `${type} DATETIME`,
    attributes: ['born', 'seen'],
    onKey: 0.05,
    make: (random) => ({
      matcherType: type,
      unaryNumericMatcherData: { dataType: 'DATETIME', value: random.pick(operands) },
    }),
    aim: (random, { unaryNumericMatcherData: data }) => near(random, data?.value ?? 0),
  };
}

function near(random: Random, moment: number): unknown {
  if (random.chance(0.08)) {
    return random.pick<unknown>(['', null, true, 'today', new Date(NaN), 8.64e15, 8.64e15 + 1, Infinity, [moment]]);
  }
  const steps = [
    0,
    1,
    -1,
    SECOND,
    -SECOND,
    MINUTE,
    -MINUTE,
    MINUTE - 1,
    3_600_000,
    -3_600_000,
    DAY,
    -DAY,
    DAY - 1,
    0.5,
  ];
  const found = moment + random.pick(steps);
  return random.weighted<() => unknown>([
    [8, () => found],
    [2, () => new Date(found)],
    [2, () => String(found)],
    [1, () => Math.floor(found / DAY) * DAY],
    [1, () => Math.floor(found / DAY) * DAY + DAY - 1],
    [1, () => Math.floor(found / MINUTE) * MINUTE],
    [1, () => Math.floor(found / SECOND)],
  ])();
}

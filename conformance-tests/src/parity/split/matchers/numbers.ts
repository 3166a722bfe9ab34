import type { MatcherWire } from '@polyflag/split-provider/internal';
import type { Random } from '../../random.js';
import type { MatcherKind } from './kind.js';

const operands = [0, 1, 2, 5, 5.5, 10, 12, -1, -2.25, 18, 100, 1e15, Number.MAX_SAFE_INTEGER] as const;

/** The matchers that compare numbers. */
export const numberKinds: readonly MatcherKind[] = [
  unary('EQUAL_TO', 0.55),
  unary('GREATER_THAN_OR_EQUAL_TO', 0.2),
  unary('LESS_THAN_OR_EQUAL_TO', 0.2),
  {
    name: 'BETWEEN',
    attributes: ['age', 'score', 'visits'],
    onKey: 0.05,
    make: (random) => {
      const [start, end] = [random.pick(operands), random.pick(operands)];
      const forwards = start <= end || random.chance(0.1);
      return {
        matcherType: 'BETWEEN',
        betweenMatcherData: {
          dataType: dataTypeOf(random),
          start: forwards ? start : end,
          end: forwards ? end : start,
        },
      };
    },
    aim: (random, { betweenMatcherData: data }) => {
      const [start, end] = [data?.start ?? 0, data?.end ?? 0];
      return near(random, random.pick([start, end, (start + end) / 2, (start + end) / 2]), 0.4);
    },
  },
];

function unary(type: string, exact: number): MatcherKind {
  return {
    name: type,
    attributes: ['age', 'score', 'visits'],
    onKey: 0.05,
    make: (random) => ({
      matcherType: type,
      unaryNumericMatcherData: { dataType: dataTypeOf(random), value: random.pick(operands) },
    }),
    aim: (random, matcher) => near(random, operandOf(random, matcher), exact),
  };
}

function dataTypeOf(random: Random): string | null {
  return random.chance(0.1) ? null : 'NUMBER';
}

function operandOf(random: Random, { unaryNumericMatcherData: data }: MatcherWire): number {
  return random.chance(0.1) ? random.pick(operands) : (data?.value ?? 0);
}

/** The number itself in the share `exact`, in one of its forms; otherwise one beside it, or what is none. */
function near(random: Random, operand: number, exact: number): unknown {
  if (random.chance(exact)) return formOf(random, operand);
  if (random.chance(0.85)) return formOf(random, operand + random.pick([-1, 1, -0.5, 0.25, -100, 100]));
  return random.pick<unknown>([
    '',
    '  ',
    null,
    true,
    false,
    'abc',
    '12abc',
    NaN,
    Infinity,
    -Infinity,
    'Infinity',
    {},
    [],
    [operand],
  ]);
}

function formOf(random: Random, number: number): unknown {
  return random.weighted<() => unknown>([
    [10, () => number],
    [3, () => String(number)],
    [1, () => ` ${number}\t`],
    [1, () => number.toExponential()],
    [1, () => (Number.isInteger(number) && number >= 0 ? `0x${number.toString(16)}` : `${number}0`)],
    [1, () => (Number.isInteger(number) ? `${number}.0` : number)],
    [1, () => new Date(number)],
    [1, () => [number]],
  ])();
}

import { expect } from 'chai';
import fc from 'fast-check';
import type { OperatorName } from '#src/evaluation/program.js';
import { roundedFloat, standingOf } from '#src/evaluation/rounded-float.js';
import { hostileValues } from './support/hostile-values.js';
import { attribute, outcomeOf, test } from './support/world.js';

const rows: readonly (readonly [value: unknown, read: number | undefined])[] = [
  [0, 0],
  ['-2.5', -2.5],
  ['-', undefined],
  ['1.2.3', undefined],
  ['12345678901.2345', 12345678901.2345],
  ['-.5', -0.5],
  ['0.000001', 0],
  [-2.5, -2.5],
  ['42', 42],
  ['007', 7],
  ['123456789012', 123456789012],
  [' 42\t', 42],
  ['\u00a042\u2003', 42],
  ['\x1c42', 42],
  ['\ufeff42', undefined],
  ['+4_2', 42],
  ['4__2', undefined],
  ['_42', undefined],
  ['42_', undefined],
  ['.5', 0.5],
  ['5.', 5],
  ['.', undefined],
  ['1e3', 1000],
  ['1E-3', 0.001],
  ['1e', undefined],
  ['1e400', Infinity],
  ['-1e400', -Infinity],
  ['inf', Infinity],
  ['-Infinity', -Infinity],
  ['+INF', Infinity],
  ['nan', undefined],
  ['-NaN', undefined],
  [NaN, undefined],
  [Infinity, Infinity],
  ['', undefined],
  ['  ', undefined],
  ['0x10', undefined],
  ['0b1', undefined],
  ['1,000', undefined],
  ['4 2', undefined],
  ['12a', undefined],
  ['٤٢', 42],
  ['１２.５', 12.5],
  ['𝟗𝟘', 90],
  [true, undefined],
  [null, undefined],
  [['1'], undefined],
  // Rounding: ties to even, by the exact binary value
  [0.015625, 0.01562],
  [0.046875, 0.04688],
  [-0.015625, -0.01562],
  [-0.046875, -0.04688],
  [2.5000049, 2.5],
  [2.5000051, 2.50001],
  ['5.000005', 5],
  [1e-7, 0],
  [0.1 + 0.2, 0.3],
  [2 ** 51 + 0.25, 2 ** 51 + 0.25],
];

/** By whole numbers: the fraction of a double, its 5 decimals and the rest. */
function exact(value: number): number {
  const scale = 2n ** 1074n;
  let numerator = Math.abs(value);
  let power = 0;
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    power += 1;
  }
  const scaled = ((BigInt(numerator) * scale) / 2n ** BigInt(power)) * 100_000n;
  const below = scaled / scale;
  const rest = (scaled % scale) * 2n;
  const up = rest > scale || (rest === scale && below % 2n === 1n);
  const digits = (up ? below + 1n : below).toString().padStart(6, '0');
  const size = Number(`${digits.slice(0, -5)}.${digits.slice(-5)}`);
  return value < 0 ? -size : size;
}

describe('evaluation: rounded floats', () => {
  for (const [value, read] of rows) {
    it(`read ${typeof value} ${JSON.stringify(value)} as ${String(read)}`, () => {
      const found = roundedFloat(value);
      if (read === undefined) expect(found).to.equal(undefined);
      else expect(found === read, String(found)).to.equal(true);
    });
  }

  it('round by the exact value', () => {
    const near = fc
      .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(0, 1e-12, -1e-12, 1e-9))
      .map(([whole, off]) => whole / 100_000 + 0.000005 + off);
    const sixtyFourths = fc.integer({ min: -1e9, max: 1e9 }).map((parts) => parts / 64);
    const any = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    const huge = fc.double({ min: 2 ** 39, max: 2 ** 53, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(near, sixtyFourths, any, huge), (value) => {
        expect(roundedFloat(value) === exact(value), `${roundedFloat(value)} for ${value}`).to.equal(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are compared as they are rounded', () => {
    const near = fc
      .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -30, max: 30 }))
      .map(([whole, off]) => [whole / 100_000, whole / 100_000 + off * 1e-6] as const);
    const any = fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }));
    fc.assert(
      fc.property(fc.oneof(near, any), fc.boolean(), ([first, value], asText) => {
        const operand = roundedFloat(first)!;
        const found = roundedFloat(value)!;
        const expected = found === operand ? 'same' : found < operand ? 'below' : 'above';
        expect(standingOf(asText ? String(value) : value, operand)).to.equal(expected);
      }),
      { numRuns: 2_000 },
    );
    expect(standingOf('x', 1)).to.equal('none');
    expect(standingOf(Infinity, Infinity)).to.equal('same');
  });

  it('never throw', () => {
    for (const [, value] of hostileValues) expect(() => roundedFloat(value)).to.not.throw();
  });

  const comparisons: [OperatorName, below: boolean, same: boolean, above: boolean][] = [
    ['at-least', false, true, true],
    ['above', false, false, true],
    ['at-most', true, true, false],
    ['below', true, false, false],
    ['in', false, true, false],
  ];
  for (const [operator, below, same, above] of comparisons) {
    it(`are compared by ${operator}, of attributes and of every other source`, () => {
      for (const source of [attribute('n'), { from: 'extra', name: 'n' } as const]) {
        const holds = (n: unknown, ...operands: string[]): unknown =>
          outcomeOf(test(source, operator, 'rounded-float', ...operands), { attributes: { n }, extra: { n } });
        expect([holds('17.9', '18'), holds('18.000001', '18'), holds(18.1, '18')]).to.deep.equal([below, same, above]);
        for (const n of ['', 'x', undefined, NaN, true]) expect(holds(n, '18')).to.equal(false);
        expect(holds('18', 'x')).to.equal(false);
      }
    });
  }
});

import { expect } from 'chai';
import type { ValueTypeName } from '#src/evaluation/program.js';
import { coercion, operandCoercion } from '#src/evaluation/values.js';
import { hostileValues } from './support/hostile-values.js';

type Row = readonly [given: unknown, read: unknown];

// From split.md 2.5, its "→ Do", and the table of types in program.ts. What a type does not name, it refuses. The text of
// a list and of -0 is what the vendor's SDK makes of them.
const accepted: Partial<Record<ValueTypeName, readonly Row[]>> = {
  filled: [
    ['a', 'a'],
    [' ', ' '],
    [0, 0],
    [false, false],
    [['a'], ['a']],
    [
      [5, 6],
      [5, 6],
    ],
    [
      [null, undefined],
      [null, undefined],
    ],
  ],
  string: [
    ['a', 'a'],
    ['', ''],
    [' ', ' '],
    ['\ud800', '\ud800'],
  ],
  'joined-text': [
    ['a', 'a'],
    [' ', ' '],
    ['\ud800', '\ud800'],
    [5, '5'],
    [-0, '-0'],
    [1.5, '1.5'],
    [NaN, 'NaN'],
    [true, 'true'],
    [false, 'false'],
    [10n, '10'],
    [['a', 'b'], 'a,b'],
    [['a', 5, true], 'a,,'],
    [['a'], 'a'],
    [[5, 6], ','],
  ],
  number: [
    [5, 5],
    [-1.5, -1.5],
    [-0, -0],
    [Number.MAX_VALUE, Number.MAX_VALUE],
    ['5', 5],
    ['5.0', 5],
    [' 5\n', 5],
    ['0x5', 5],
    ['-1e3', -1000],
    [10n, 10],
    [new Date(1234), 1234],
  ],
  boolean: [
    [true, true],
    [false, false],
    ['true', true],
    ['TRUE', true],
    ['fAlSe', false],
  ],
  'text-set': [
    [
      ['b', 'a', 'b'],
      ['b', 'a'],
    ],
    [
      [5, '5', true],
      ['5', 'true'],
    ],
    [new Set(['a', 5]), ['a', '5']],
    [[1, Symbol('skipped'), { toString: () => ({}) }], ['1']],
  ],
  'semver-text': [
    ['01.02.03', '1.2.3'],
    ['1.2.3-01+01', '1.2.3-1+01'],
  ],
};

const refused: Partial<Record<ValueTypeName, readonly unknown[]>> = {
  filled: ['', null, {}, [], [''], [5], [[5, 6]]],
  string: [5, true, ['a'], Object('a')],
  'joined-text': ['', [], [''], [5], {}, new Set(['a'])],
  number: ['', ' ', '\u00a0', '5px', '1_000', 'Infinity', '1e999', 'NaN', true, false, [5], { valueOf: () => 5 }],
  boolean: [1, 0, '1', 'yes', ' true', 'true ', 'truely', '', [true], Object(true)],
  'text-set': ['abc', 5, new Set(), [Symbol('only')], [Object.create(null)], { 0: 'a', length: 1 }],
  semver: [1, '1', '1.2', 'v1.2.3', ['1.2.3'], true],
  'semver-text': [1.2, '1.2', ''],
};

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(show).join()}]`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

for (const [type, rows] of Object.entries(accepted) as [ValueTypeName, readonly Row[]][]) {
  describe(`evaluation: a value read as ${type}`, () => {
    for (const [given, read] of rows) {
      it(`${show(given)} is ${show(read)}`, () => {
        expect(coercion(type)(given)).to.deep.equal(read);
      });
    }
  });
}

for (const [type, values] of Object.entries(refused) as [ValueTypeName, readonly unknown[]][]) {
  describe(`evaluation: what is not read as ${type}`, () => {
    for (const value of values) {
      it(show(value), () => {
        expect(coercion(type)(value)).to.be.undefined;
      });
    }
  });
}

/** What each type makes of values that no rule was written for; absent: refused. */
const exceptions: Partial<Record<ValueTypeName, Readonly<Record<string, unknown>>>> = {
  string: { 'empty text': '', 'a blank': ' ', 'a lone surrogate': '\ud800' },
  number: { '-0': -0, 'a bigint': 10 },
  day: { '-0': -0, 'a bigint': 0 },
  minute: { '-0': -0, 'a bigint': 0 },
  'day-from-seconds': { '-0': -0, 'a bigint': 0 },
  'minute-from-seconds': { '-0': -0, 'a bigint': 0 },
  boolean: {},
  semver: {},
  'semver-text': {},
};

for (const [type, read] of Object.entries(exceptions) as [ValueTypeName, Readonly<Record<string, unknown>>][]) {
  it(`evaluation: strange values read as ${type} are refused${Object.keys(read).length > 0 ? ', but for a few' : ''}`, () => {
    for (const [name, value] of hostileValues) expect(coercion(type)(value), name).to.deep.equal(read[name]);
  });
}

describe('evaluation: values', () => {
  it('as any are what they are, and only undefined is nothing', () => {
    for (const [name, value] of hostileValues) expect(Object.is(coercion('any')(value), value), name).to.be.true;
  });

  it('keep the empty text of an operand, which the value of a caller may not be', () => {
    expect(operandCoercion('joined-text')('')).to.equal('');
    expect(operandCoercion('text-set')('')).to.equal('');
    expect(coercion('joined-text')('')).to.be.undefined;
  });

  it('read no list as one operand', () => {
    expect(operandCoercion('joined-text')(['a'])).to.be.undefined;
  });

  it('of an unknown type are an error that names it', () => {
    expect(() => coercion('colour' as ValueTypeName)).to.throw('colour');
  });

  it('are finite numbers, however long the bigint', () => {
    expect(coercion('number')(10n ** 400n)).to.be.undefined;
  });

  it('are dates only where they are dates, whatever they inherit from', () => {
    for (const fake of [Object.create(Date.prototype), new Proxy(new Date(5), {})]) {
      expect(coercion('number')(fake)).to.be.undefined;
      expect(coercion('minute-from-seconds')(fake)).to.be.undefined;
    }
  });
});

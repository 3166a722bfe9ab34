import { expect } from 'chai';
import { parseShortVersion } from '#src/evaluation/short-versions.js';
import { decimal, strictBoolean, text } from '#src/evaluation/strict-values.js';
import { compareVersions } from '#src/evaluation/versions.js';
import { hostileValues } from './support/hostile-values.js';

type Row = readonly [value: unknown, read: unknown];

const types: Readonly<Record<string, { read: (value: unknown) => unknown; rows: readonly Row[] }>> = {
  text: {
    read: text,
    rows: [
      ['', ''],
      ['a', 'a'],
      [42, '42'],
      [4.5, '4.5'],
      [true, 'true'],
      [false, 'false'],
      [null, undefined],
      [undefined, undefined],
      [['a'], undefined],
      [{}, undefined],
    ],
  },
  decimal: {
    read: decimal,
    rows: [
      [0, 0],
      [-2.5, -2.5],
      ['42', 42],
      ['42.0', 42],
      ['4.2e1', 42],
      ['4.2E+1', 42],
      ['+42', 42],
      [' -42\t', -42],
      ['.5', 0.5],
      ['5.', 5],
      ['', undefined],
      ['  ', undefined],
      ['.', undefined],
      ['e', undefined],
      ['e5', undefined],
      ['42a', undefined],
      ['4 2', undefined],
      ['0x10', undefined],
      ['0b1', undefined],
      ['0o7', undefined],
      ['1_000', undefined],
      ['1n', undefined],
      ['NaN', undefined],
      ['Infinity', undefined],
      ['1e999', undefined],
      ['7'.padStart(1_024), 7],
      ['7'.padStart(1_025), undefined],
      [Infinity, undefined],
      [NaN, undefined],
      [true, undefined],
      [10n, undefined],
      [new Date(0), undefined],
    ],
  },
  'strict-boolean': {
    read: strictBoolean,
    rows: [
      [true, true],
      [false, false],
      ['true', true],
      ['false', false],
      ['TRUE', undefined],
      ['False', undefined],
      [' true', undefined],
      ['', undefined],
      [1, undefined],
      [0, undefined],
      [null, undefined],
    ],
  },
};

describe('evaluation: types that guess nothing', () => {
  for (const [name, { read, rows }] of Object.entries(types)) {
    for (const [value, expected] of rows) {
      const shown = typeof value === 'bigint' ? `${value}n` : JSON.stringify(value) || String(value);
      it(`${name} reads ${shown} (${typeof value}) as ${expected === undefined ? 'nothing' : JSON.stringify(expected)}`, () => {
        expect(read(value)).to.equal(expected);
      });
    }

    it(`${name} takes whatever comes`, () => {
      for (const [, value] of hostileValues) expect(() => read(value)).to.not.throw();
    });
  }
});

describe('evaluation: versions of one to three numbers', () => {
  const valid = [
    '0',
    '1',
    '1.2',
    '1.2.3',
    '10.20.30',
    '1-a',
    '1.2-0',
    '1.2.3-alpha.1.-',
    '1.2.3-0a',
    '1+b',
    '1.2.3-rc+01.x-',
  ];
  for (const version of valid) {
    it(`takes ${version}`, () => {
      expect(parseShortVersion(version)).to.be.an('object');
    });
  }

  const invalid = [
    ...['', 'v1', ' 1', '1 ', '01', '1.02', '1.2.03', '1.2.3.4', '1.', '.1', '1..2', '-1', '+1', 'a', '1.x', '1e3'],
    ...['1-', '1-a..b', '1-01', '1-a.00', '1-a_b', '1+', '1+a..b', '1+a+b', '1-ä', '1+ä', '１'],
  ];
  for (const version of invalid) {
    it(`refuses ${JSON.stringify(version)}`, () => {
      expect(parseShortVersion(version)).to.equal(undefined);
    });
  }

  const same = [
    ['1', '1.0.0'],
    ['1.2', '1.2.0'],
    ['1.2.3+a', '1.2.3+b'],
    ['1-a', '1.0.0-a'],
  ];
  for (const [one, other] of same) {
    it(`takes ${one} and ${other} for the same`, () => {
      expect(compareVersions(parseShortVersion(one!)!, parseShortVersion(other!)!)).to.equal(0);
    });
  }

  const ascending = [
    ...['0', '0.0.1', '1-1', '1-2', '1-10', '1-a', '1-a.0', '1-a.b', '1-b', '1', '1.0.1', '1.1', '1.9', '1.10', '2-0'],
    ...['2', '10', '99999999999999999998', '99999999999999999999'],
  ].map((version) => ({ version, parsed: parseShortVersion(version)! }));
  for (const [at, { version, parsed }] of ascending.entries()) {
    it(`orders ${version} among the others`, () => {
      for (const [place, other] of ascending.entries()) {
        expect(compareVersions(parsed, other.parsed), other.version).to.equal(Math.sign(at - place));
      }
    });
  }
});

import { expect } from 'chai';
import { runInNewContext } from 'node:vm';
import type { DateUnit } from '#src/translate/matcher.js';
import { flagOf, matcher, type MatcherData } from '../definitions/build.js';
import { show } from '../definitions/show.js';
import { worldOf } from '../definitions/world.js';

const at = Date.UTC;

function unary(value: number): MatcherData {
  return { unaryNumericMatcherData: { dataType: 'DATETIME', value } };
}

function between(start: number, end: number): MatcherData {
  return { betweenMatcherData: { dataType: 'DATETIME', start, end } };
}

/** Dates, by what is to be compared with the rule; each is given as a `Date`, and as a number in either unit. */
const rows: readonly (readonly [
  matcherType: string,
  data: MatcherData,
  cases: readonly (readonly [date: number, matches: boolean])[],
])[] = [
  [
    'EQUAL_TO',
    unary(at(2020, 0, 2, 12)),
    [
      [at(2020, 0, 2), true],
      [at(2020, 0, 2, 23, 59, 59, 0), true],
      [at(2020, 0, 3), false],
      [at(2020, 0, 1, 23, 59, 59, 0), false],
    ],
  ],
  [
    'EQUAL_TO',
    unary(at(1969, 11, 31, 12)),
    [
      [at(1969, 11, 31), true],
      [at(1970, 0, 1), false],
    ],
  ],
  [
    'GREATER_THAN_OR_EQUAL_TO',
    unary(at(2020, 0, 2, 12, 30, 59, 999)),
    [
      [at(2020, 0, 2, 12, 30), true],
      [at(2020, 0, 2, 12, 29, 59, 0), false],
      [at(2020, 0, 2, 12, 31), true],
    ],
  ],
  [
    'LESS_THAN_OR_EQUAL_TO',
    unary(at(2020, 0, 2, 12, 30)),
    [
      [at(2020, 0, 2, 12, 30, 59, 0), true],
      [at(2020, 0, 2, 12, 31), false],
      [at(1900, 0, 1), true],
    ],
  ],
  [
    'BETWEEN',
    between(at(2020, 0, 2, 12, 30, 59, 999), at(2020, 0, 2, 13)),
    [
      [at(2020, 0, 2, 12, 30), true],
      [at(2020, 0, 2, 12, 29, 59, 0), false],
      [at(2020, 0, 2, 13, 0, 59, 0), true],
      [at(2020, 0, 2, 13, 1), false],
    ],
  ],
];

describe('date matchers (§2.6)', () => {
  for (const [matcherType, data, cases] of rows) {
    for (const [date, matches] of cases) {
      const iso = new Date(date).toISOString();
      const given: readonly (readonly [unit: DateUnit, value: unknown])[] = [
        ['ms', date],
        ['ms', String(date)],
        ['ms', new Date(date)],
        ['s', date / 1_000],
        ['s', String(date / 1_000)],
        ['s', new Date(date)],
        ['s', runInNewContext(`new Date(${date})`)],
      ];
      for (const [dateUnit, value] of given) {
        it(`${matcherType} ${matches ? 'holds' : 'does not hold'} for ${iso} as ${show(value)} under dateUnit ${dateUnit}`, async () => {
          const world = await worldOf({ flags: [flagOf('x', matcher(matcherType, data, 'v'))], options: { dateUnit } });
          expect(world.treatment('x', { attributes: { v: value } })).to.equal(matches ? 'on' : 'off');
        });
      }
    }
  }

  it('keep milliseconds of a Date out of the comparison', async () => {
    const world = await worldOf({ flags: [flagOf('x', matcher('LESS_THAN_OR_EQUAL_TO', unary(at(2020, 0, 2)), 'v'))] });
    expect(world.treatment('x', { attributes: { v: new Date(at(2020, 0, 2, 0, 0, 59, 999)) } })).to.equal('on');
  });

  for (const value of [
    new Date(NaN),
    NaN,
    Infinity,
    'soon',
    '2020-01-02',
    '',
    null,
    true,
    [1_577_923_200_000],
    8.64e15 * 2,
  ]) {
    it(`take ${show(value)} for no date, in either unit`, async () => {
      for (const dateUnit of ['ms', 's'] as const) {
        const flags = [
          flagOf('ever', matcher('BETWEEN', between(-8.64e15, 8.64e15), 'v')),
          flagOf('never', matcher('BETWEEN', { ...between(-8.64e15, 8.64e15), negate: true }, 'v')),
        ];
        const world = await worldOf({ flags, options: { dateUnit } });
        expect(world.treatment('ever', { attributes: { v: value } }), dateUnit).to.equal('off');
        expect(world.treatment('never', { attributes: { v: value } }), dateUnit).to.equal('on');
      }
    });
  }

  it('read plain numbers as numbers where the rule does, whatever dateUnit says', async () => {
    const number = matcher('EQUAL_TO', { unaryNumericMatcherData: { dataType: 'NUMBER', value: 5_000 } }, 'v');
    const world = await worldOf({ flags: [flagOf('x', number)], options: { dateUnit: 's' } });
    expect(world.treatment('x', { attributes: { v: 5_000 } })).to.equal('on');
    expect(world.treatment('x', { attributes: { v: 5 } })).to.equal('off');
  });
});

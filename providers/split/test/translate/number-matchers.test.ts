import { expect } from 'chai';
import { flagOf, matcher, type MatcherData } from '../definitions/build.js';
import { show } from '../definitions/show.js';
import { worldOf } from '../definitions/world.js';

function unary(value: number, dataType: string | null = 'NUMBER'): MatcherData {
  return { unaryNumericMatcherData: { dataType, value } };
}

function between(start: number, end: number): MatcherData {
  return { betweenMatcherData: { dataType: 'NUMBER', start, end } };
}

type Case = readonly [found: unknown, matches: boolean];

/** What is no number, whatever the rule says (§2.5 → Do). */
const noNumbers = [
  '',
  ' ',
  '\t\n',
  null,
  undefined,
  true,
  false,
  [],
  [5],
  ['5'],
  {},
  NaN,
  Infinity,
  -Infinity,
  'five',
  Symbol('5'),
];

const rows: readonly (readonly [matcherType: string, data: MatcherData, cases: readonly Case[]])[] = [
  [
    'EQUAL_TO',
    unary(5),
    [
      [5, true],
      ['5', true],
      [' 5 ', true],
      ['5.0', true],
      ['0x5', true],
      [5.000001, false],
      [5n, true],
      ['5,0', false],
    ],
  ],
  [
    'EQUAL_TO',
    unary(0),
    [
      [0, true],
      [-0, true],
      ['0', true],
      ['-0', true],
    ],
  ],
  [
    'EQUAL_TO',
    unary(0.1),
    [
      [0.1, true],
      ['.1', true],
      ['1e-1', true],
      [0.1 + 0.2 - 0.2, false],
    ],
  ],
  [
    'EQUAL_TO',
    unary(Number.MAX_SAFE_INTEGER),
    [
      [Number.MAX_SAFE_INTEGER, true],
      [Number.MAX_SAFE_INTEGER - 1, false],
    ],
  ],
  [
    'EQUAL_TO',
    unary(5, null),
    [
      [5, true],
      [6, false],
    ],
  ],
  [
    'EQUAL_TO',
    unary(5, 'SOMETHING'),
    [
      [5, true],
      [6, false],
    ],
  ],
  [
    'GREATER_THAN_OR_EQUAL_TO',
    unary(5),
    [
      [5, true],
      [4.999, false],
      ['6', true],
      [Number.MAX_VALUE, true],
      ['1e999', false],
    ],
  ],
  [
    'LESS_THAN_OR_EQUAL_TO',
    unary(-5),
    [
      [-5, true],
      [-4.999, false],
      ['-6', true],
      [-Number.MAX_VALUE, true],
      ['-1e999', false],
    ],
  ],
  [
    'BETWEEN',
    between(-1, 1),
    [
      [-1, true],
      [1, true],
      [0, true],
      ['0.5', true],
      [1.001, false],
      [-1.001, false],
    ],
  ],
  [
    'BETWEEN',
    between(1, -1),
    [
      [0, false],
      [1, false],
      [-1, false],
    ],
  ],
];

describe('number matchers (§2.6)', () => {
  for (const [matcherType, data, cases] of rows) {
    for (const [found, matches] of cases) {
      it(`${matcherType} ${JSON.stringify(data)} ${matches ? 'holds' : 'does not hold'} for ${show(found)}`, async () => {
        const world = await worldOf({ flags: [flagOf('x', matcher(matcherType, data, 'v'))] });
        expect(world.treatment('x', { attributes: { v: found } })).to.equal(matches ? 'on' : 'off');
      });
    }
  }

  for (const found of noNumbers) {
    it(`take ${show(found)} for no number`, async () => {
      const flags = [
        flagOf('equal', matcher('EQUAL_TO', unary(0), 'v')),
        flagOf('equal to five', matcher('EQUAL_TO', unary(5), 'v')),
        flagOf('equal to one', matcher('EQUAL_TO', unary(1), 'v')),
        flagOf('at least', matcher('GREATER_THAN_OR_EQUAL_TO', unary(-1e308), 'v')),
        flagOf('at most', matcher('LESS_THAN_OR_EQUAL_TO', unary(1e308), 'v')),
        flagOf('between', matcher('BETWEEN', between(-1e308, 1e308), 'v')),
      ];
      const world = await worldOf({ flags });
      for (const { name } of flags) expect(world.treatment(name, { attributes: { v: found } }), name).to.equal('off');
    });
  }

  it('never hold for the key, whatever it looks like (§2.5)', async () => {
    const flags = [
      flagOf('equal', matcher('EQUAL_TO', unary(5))),
      flagOf('between', matcher('BETWEEN', between(0, 10))),
      flagOf('unequal', matcher('EQUAL_TO', { ...unary(5), negate: true })),
    ];
    const world = await worldOf({ flags });
    expect(flags.map(({ name }) => world.treatment(name, { key: '5' }))).to.deep.equal(['off', 'off', 'on']);
  });
});

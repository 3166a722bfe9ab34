import { expect } from 'chai';
import { flagOf, list, matcher } from '../definitions/build.js';
import { show } from '../definitions/show.js';
import { worldOf } from '../definitions/world.js';

type Case = readonly [found: unknown, matches: boolean];

const LONE = '\ud800';

/** §2.5 and §2.6, past the recorded vectors. Every value is of the attribute `v`. */
const rows: readonly (readonly [matcherType: string, whitelist: readonly string[], cases: readonly Case[]])[] = [
  [
    'WHITELIST',
    ['ana', '5', 'true', 'a,b'],
    [
      ['ana', true],
      [' ana', false],
      ['Ana', false],
      [5, true],
      [5n, true],
      [5.0, true],
      ['5.0', false],
      [true, true],
      [['a', 'b'], true],
      [['ana'], true],
      [[], false],
      [new Set(['a', 'b']), false],
      [{ toString: () => 'ana' }, false],
      [new Date(0), false],
      [() => 'ana', false],
      [Symbol('ana'), false],
      [NaN, false],
      [null, false],
      [undefined, false],
    ],
  ],
  [
    'WHITELIST',
    ['NaN', 'null', 'undefined'],
    [
      [null, false],
      [undefined, false],
      ['null', true],
    ],
  ],
  [
    'WHITELIST',
    ['__proto__'],
    [
      ['__proto__', true],
      ['constructor', false],
    ],
  ],
  [
    'WHITELIST',
    [LONE, 'é'],
    [
      [LONE, true],
      ['\ufffd', false],
      ['e\u0301', false],
      ['é', true],
    ],
  ],
  [
    'STARTS_WITH',
    ['ab', ''],
    [
      ['x', true],
      ['', false],
      [null, false],
      [12, true],
    ],
  ],
  [
    'STARTS_WITH',
    ['ab', 'cd'],
    [
      ['cde', true],
      ['xcd', false],
      ['AB', false],
      [['ab', 'c'], true],
    ],
  ],
  [
    'ENDS_WITH',
    ['ab', 'cd'],
    [
      ['xcd', true],
      ['cdx', false],
      ['AB', false],
      [['x', 'ab'], true],
    ],
  ],
  [
    'CONTAINS_STRING',
    ['ab', 'cd'],
    [
      ['xcdx', true],
      ['c d', false],
      ['AB', false],
      [['a', 'b'], false],
    ],
  ],
  [
    'CONTAINS_STRING',
    [','],
    [
      [['a', 'b'], true],
      [['a'], false],
    ],
  ],
  [
    'CONTAINS_STRING',
    ['.5'],
    [
      [1.5, true],
      ['1,5', false],
    ],
  ],
];

describe('text matchers (§2.6)', () => {
  for (const [matcherType, whitelist, cases] of rows) {
    describe(`${matcherType} ${JSON.stringify(whitelist)}`, () => {
      for (const [found, matches] of cases) {
        it(`${matches ? 'holds' : 'does not hold'} for ${show(found)}`, async () => {
          const world = await worldOf({ flags: [flagOf('x', matcher(matcherType, list(...whitelist), 'v'))] });
          expect(world.treatment('x', { attributes: { v: found } })).to.equal(matches ? 'on' : 'off');
        });
      }
    });
  }

  it('look at the matching key where no attribute is selected', async () => {
    const flags = ['STARTS_WITH', 'ENDS_WITH', 'CONTAINS_STRING'].map((type) => flagOf(type, matcher(type, list('a'))));
    const world = await worldOf({ flags });
    for (const { name } of flags) {
      expect(world.treatment(name, { key: 'a', bucketingKey: 'x', attributes: { a: 'x' } })).to.equal('on');
      expect(world.treatment(name, { key: 'x', bucketingKey: 'a', attributes: { x: 'a' } })).to.equal('off');
    }
  });

  for (const attribute of ['__proto__', 'constructor', 'toString', '', 'a.b', LONE]) {
    it(`take ${JSON.stringify(attribute)} for an attribute like any other`, async () => {
      const world = await worldOf({ flags: [flagOf('x', matcher('WHITELIST', list('yes'), attribute))] });
      expect(world.treatment('x')).to.equal('off');
      const attributes = Object.fromEntries([[attribute, 'yes']]);
      expect(world.treatment('x', { attributes })).to.equal('on');
    });
  }
});

import { expect } from 'chai';
import { runInNewContext } from 'node:vm';
import { flagOf, list, matcher } from '../definitions/build.js';
import { show } from '../definitions/show.js';
import { worldOf } from '../definitions/world.js';

type Case = readonly [elements: readonly unknown[], matches: boolean];

/** §2.6; each list is also given as a `Set`. */
const rows: readonly (readonly [matcherType: string, whitelist: readonly string[], cases: readonly Case[]])[] = [
  [
    'EQUAL_TO_SET',
    ['a', 'b'],
    [
      [['b', 'a'], true],
      [['a', 'b', 'a'], true],
      [['a'], false],
      [['a', 'b', 'c'], false],
      [['a', 'c'], false],
    ],
  ],
  [
    'EQUAL_TO_SET',
    ['1', 'true'],
    [
      [[1, true], true],
      [['1', 'true'], true],
    ],
  ],
  // Duplicates in the rule: never equal.
  [
    'EQUAL_TO_SET',
    ['a', 'a'],
    [
      [['a'], false],
      [['a', 'a'], false],
      [['a', 'b'], false],
      [['b', 'c'], false],
    ],
  ],
  [
    'CONTAINS_ANY_OF_SET',
    ['a', 'b'],
    [
      [['c', 'b'], true],
      [['c'], false],
      [['A'], false],
    ],
  ],
  ['CONTAINS_ANY_OF_SET', [], [[['a'], false]]],
  [
    'CONTAINS_ALL_OF_SET',
    ['a', 'b'],
    [
      [['c', 'b', 'a'], true],
      [['a', 'c'], false],
      [['a'], false],
    ],
  ],
  ['CONTAINS_ALL_OF_SET', [], [[['a'], true]]],
  [
    'PART_OF_SET',
    ['a', 'b'],
    [
      [['a'], true],
      [['a', 'b'], true],
      [['b', 'b'], true],
      [['a', 'c'], false],
    ],
  ],
  ['PART_OF_SET', [], [[['a'], false]]],
  [
    'PART_OF_SET',
    ['__proto__', 'constructor'],
    [
      [['__proto__'], true],
      [['toString'], false],
    ],
  ],
];

const types = ['EQUAL_TO_SET', 'CONTAINS_ANY_OF_SET', 'CONTAINS_ALL_OF_SET', 'PART_OF_SET'];

describe('set matchers (§2.6)', () => {
  for (const [matcherType, whitelist, cases] of rows) {
    for (const [elements, matches] of cases) {
      for (const found of [elements, new Set(elements)]) {
        it(`${matcherType} ${JSON.stringify(whitelist)} ${matches ? 'holds' : 'does not hold'} for ${show(found)}`, async () => {
          const world = await worldOf({ flags: [flagOf('x', matcher(matcherType, list(...whitelist), 'v'))] });
          expect(world.treatment('x', { attributes: { v: found } })).to.equal(matches ? 'on' : 'off');
        });
      }
    }
  }

  for (const found of [
    [],
    new Set(),
    'a',
    'a,b',
    null,
    undefined,
    {},
    { 0: 'a', length: 1 },
    new Map([['a', 'b']]),
    5,
    true,
    new Date(0),
  ]) {
    it(`find no set in ${show(found)}`, async () => {
      const flags = types.map((type) => flagOf(type, matcher(type, list('a'), 'v')));
      const negated = types.map((type) => flagOf(`not ${type}`, matcher(type, { ...list('a'), negate: true }, 'v')));
      const empty = flagOf('contains all of nothing', matcher('CONTAINS_ALL_OF_SET', list(), 'v'));
      const world = await worldOf({ flags: [...flags, ...negated, empty] });
      const attributes = { v: found };
      for (const { name } of [...flags, empty]) expect(world.treatment(name, { attributes }), name).to.equal('off');
      for (const { name } of negated) expect(world.treatment(name, { attributes }), name).to.equal('on');
    });
  }

  it('never hold for the key', async () => {
    const flags = types.map((type) => flagOf(type, matcher(type, list('ana'))));
    const world = await worldOf({ flags });
    for (const { name } of flags) expect(world.treatment(name, { key: 'ana' }), name).to.equal('off');
  });

  it('take a Set and a list of another realm', async () => {
    const world = await worldOf({ flags: [flagOf('x', matcher('EQUAL_TO_SET', list('a', 'b'), 'v'))] });
    for (const source of ['new Set(["a", "b"])', '["b", "a"]']) {
      expect(world.treatment('x', { attributes: { v: runInNewContext(source) } }), source).to.equal('on');
    }
  });
});

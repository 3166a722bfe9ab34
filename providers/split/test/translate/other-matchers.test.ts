import { expect } from 'chai';
import { allKeys, flagOf, inSegment, list, matcher, type MatcherData } from '../definitions/build.js';
import { show } from '../definitions/show.js';
import { worldOf } from '../definitions/world.js';

type Case = readonly [found: unknown, matches: boolean];

const version = (stringMatcherData: string): MatcherData => ({ stringMatcherData });
const versions = (start: string, end: string): MatcherData => ({ betweenStringMatcherData: { start, end } });

/** §2.6 and §2.7, past the recorded vectors. Every value is of the attribute `v`. */
const rows: readonly (readonly [matcherType: string, data: MatcherData, cases: readonly Case[]])[] = [
  [
    'ALL_KEYS',
    {},
    [
      ['x', true],
      ['', false],
      [0, true],
      [false, true],
      [undefined, false],
      [['x'], true],
      // What a list amounts to is its text (§2.5), and the vendor's SDK puts nothing in the place of what is no text.
      [[5], false],
      [[5, 6], true],
      [[null, undefined], true],
    ],
  ],
  [
    'EQUAL_TO_BOOLEAN',
    { booleanMatcherData: true },
    [
      [true, true],
      ['tRuE', true],
      ['true ', false],
      [1, false],
      ['1', false],
      [['true'], false],
    ],
  ],
  [
    'EQUAL_TO_BOOLEAN',
    { booleanMatcherData: false },
    [
      [false, true],
      ['FALSE', true],
      [0, false],
      ['', false],
      [null, false],
      [undefined, false],
    ],
  ],
  [
    'EQUAL_TO_SEMVER',
    version('1.0.0'),
    [
      ['1.0.0', true],
      ['01.0.0', true],
      ['1.0.0+b', false],
      ['1.0', false],
      [' 1.0.0', false],
      [1, false],
    ],
  ],
  [
    'EQUAL_TO_SEMVER',
    version('1.0.0-01+b'),
    [
      ['1.0.0-1+b', true],
      ['1.0.0-1', false],
      ['1.0.0-1+B', false],
    ],
  ],
  [
    'GREATER_THAN_OR_EQUAL_TO_SEMVER',
    version('1.0.0-alpha.1'),
    [
      ['1.0.0-alpha.beta', true],
      ['1.0.0-alpha', false],
      ['1.0.0', true],
      ['1.0.0-alpha.1+x', true],
    ],
  ],
  [
    'LESS_THAN_OR_EQUAL_TO_SEMVER',
    version('1.1.10'),
    [
      ['1.1.2', true],
      ['1.1.11', false],
      ['v1.1.2', false],
      ['99999999999999999999.0.0', false],
    ],
  ],
  [
    'BETWEEN_SEMVER',
    versions('1.0.0-rc.1', '1.0.0'),
    [
      ['1.0.0-rc.2', true],
      ['1.0.0+x', true],
      ['1.0.0-beta', false],
      ['1.0.1', false],
    ],
  ],
  ['BETWEEN_SEMVER', versions('nonsense', '2.0.0'), [['1.0.0', false]]],
  [
    'IN_LIST_SEMVER',
    list('1.0.0', '2.0.0+b'),
    [
      ['01.0.0', true],
      ['2.0.0', false],
      ['2.0.0+b', true],
    ],
  ],
  ['IN_LIST_SEMVER', list('1.0.0', 'bad'), [['1.0.0', false]]],
  ['IN_LIST_SEMVER', list(), [['1.0.0', false]]],
];

describe('presence, boolean and version matchers (§2.6)', () => {
  for (const [matcherType, data, cases] of rows) {
    for (const [found, matches] of cases) {
      it(`${matcherType} ${JSON.stringify(data)} ${matches ? 'holds' : 'does not hold'} for ${show(found)}`, async () => {
        const world = await worldOf({ flags: [flagOf('x', matcher(matcherType, data, 'v'))] });
        expect(world.treatment('x', { attributes: found === undefined ? {} : { v: found } })).to.equal(
          matches ? 'on' : 'off',
        );
      });
    }
  }
});

const everyType: readonly (readonly [matcherType: string, data: MatcherData])[] = [
  ['ALL_KEYS', {}],
  ['IN_SEGMENT', { userDefinedSegmentMatcherData: { segmentName: 'staff' } }],
  ['IN_LARGE_SEGMENT', { userDefinedLargeSegmentMatcherData: { largeSegmentName: 'staff' } }],
  ['WHITELIST', list('a')],
  ['EQUAL_TO', { unaryNumericMatcherData: { dataType: 'NUMBER', value: 0 } }],
  ['GREATER_THAN_OR_EQUAL_TO', { unaryNumericMatcherData: { dataType: 'DATETIME', value: 0 } }],
  ['LESS_THAN_OR_EQUAL_TO', { unaryNumericMatcherData: { dataType: null, value: 0 } }],
  ['BETWEEN', { betweenMatcherData: { dataType: 'NUMBER', start: 0, end: 1 } }],
  ['EQUAL_TO_SET', list('a')],
  ['CONTAINS_ANY_OF_SET', list('a')],
  ['CONTAINS_ALL_OF_SET', list()],
  ['PART_OF_SET', list('a')],
  ['STARTS_WITH', list('')],
  ['ENDS_WITH', list('')],
  ['CONTAINS_STRING', list('')],
  ['MATCHES_STRING', version('')],
  ['EQUAL_TO_BOOLEAN', { booleanMatcherData: false }],
  ['EQUAL_TO_SEMVER', version('1.0.0')],
  ['GREATER_THAN_OR_EQUAL_TO_SEMVER', version('0.0.0')],
  ['LESS_THAN_OR_EQUAL_TO_SEMVER', version('9.0.0')],
  ['BETWEEN_SEMVER', versions('0.0.0', '9.0.0')],
  ['IN_LIST_SEMVER', list('1.0.0')],
  ['IN_LIST_SEMVER', list('bad')],
];

describe('a selected attribute that is absent (§2.5)', () => {
  for (const [matcherType, data] of everyType) {
    it(`does not match ${matcherType} ${JSON.stringify(data)}, and matches it negated`, async () => {
      const flags = [
        flagOf('plain', matcher(matcherType, data, 'v')),
        flagOf('negated', matcher(matcherType, { ...data, negate: true }, 'v')),
      ];
      const world = await worldOf({ flags, segments: { staff: ['ana', 'undefined'] } });
      for (const attributes of [{}, { v: undefined }]) {
        expect(world.treatment('plain', { attributes })).to.equal('off');
        expect(world.treatment('negated', { attributes })).to.equal('on');
      }
    });
  }

  it('does not stand in the way of the other matchers of the condition, once negated', async () => {
    const absent = matcher('WHITELIST', { ...list('a'), negate: true }, 'v');
    const world = await worldOf({ flags: [flagOf('x', absent, allKeys)] });
    expect(world.treatment('x')).to.equal('on');
  });
});

describe('IN_SEGMENT (§2.6)', () => {
  it('looks at the attribute where one is selected, and at the matching key otherwise', async () => {
    const flags = [flagOf('key', inSegment('staff')), flagOf('attribute', inSegment('staff', 'v'))];
    const world = await worldOf({ flags, segments: { staff: ['ana'] } });
    expect(world.treatment('key', { key: 'ana', bucketingKey: 'bob' })).to.equal('on');
    expect(world.treatment('key', { key: 'bob', bucketingKey: 'ana', attributes: { v: 'ana' } })).to.equal('off');
    expect(world.treatment('attribute', { key: 'bob', attributes: { v: 'ana' } })).to.equal('on');
    expect(world.treatment('attribute', { key: 'ana', attributes: { v: 'bob' } })).to.equal('off');
  });

  for (const name of ['nowhere', '__proto__', 'constructor', '']) {
    it(`takes the unknown segment ${JSON.stringify(name)} for an empty one`, async () => {
      const negated = { ...inSegment(name), negate: true };
      const world = await worldOf({ flags: [flagOf('x', inSegment(name)), flagOf('not x', negated)] });
      expect([world.treatment('x'), world.treatment('not x')]).to.deep.equal(['off', 'on']);
    });
  }

  it('knows keys with hostile names', async () => {
    const keys = ['__proto__', 'constructor', '\ud800', 'k'.repeat(250)];
    const world = await worldOf({ flags: [flagOf('x', inSegment('staff'))], segments: { staff: keys } });
    for (const key of keys) expect(world.treatment('x', { key })).to.equal('on');
    expect(world.treatment('x', { key: 'toString' })).to.equal('off');
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { isUnusable, type LocalhostDocument } from '#src/localhost/document.js';
import { readJson } from '#src/localhost/json.js';
import { decodeFlag } from '#src/wire/decode.js';
import { sample } from './sample.js';

function read(value: unknown): LocalhostDocument {
  const document = readJson(value);
  if (isUnusable(document)) throw new Error(document.problem);
  return document;
}

/** A file with one definition. */
const withFlag = (flag: object): object => ({ ff: { d: [flag] } });
const withSegment = (segment: object): object => ({ rbs: { d: [segment] } });

const allKeys = { matcherType: 'ALL_KEYS' };
const forAll = { conditionType: 'ROLLOUT', matcherGroup: { combiner: 'AND', matchers: [allKeys] }, partitions: [] };
const forSome = { ...forAll, matcherGroup: { combiner: 'AND', matchers: [{ matcherType: 'IN_SEGMENT' }] } };

/** What a flag ends with that has no rule for everybody. */
const appended = (trafficType = 'user'): object => ({
  conditionType: 'ROLLOUT',
  matcherGroup: {
    combiner: 'AND',
    matchers: [{ keySelector: { trafficType, attribute: null }, matcherType: 'ALL_KEYS', negate: false }],
  },
  partitions: [
    { treatment: 'on', size: 0 },
    { treatment: 'off', size: 100 },
  ],
  label: 'default rule',
});

const complete = {
  name: 'a',
  trafficTypeName: 'account',
  changeNumber: 5,
  status: 'ARCHIVED',
  killed: true,
  defaultTreatment: 'off',
  seed: -7,
  trafficAllocationSeed: 4_294_967_295,
  trafficAllocation: 33.3,
  algo: 2,
  conditions: [forSome, forAll],
  configurations: { on: '{}', off: null, v: { color: 'red' } },
  sets: ['one', 'two'],
  impressionsDisabled: true,
  prerequisites: [{ n: 'b', ts: ['on'] }],
};

describe('a JSON file', () => {
  it('gives the flag of the sample as it stands', () => {
    const value = JSON.parse(readFileSync(sample('splits.json'), 'utf8')) as { splits: object[]; till: number };
    const { till, flags, ruleBasedSegments, warnings } = read(value);
    expect(till).to.equal(value.till);
    expect(flags).to.have.lengthOf(1);
    expect(flags[0]).to.deep.include(value.splits[0]);
    expect(ruleBasedSegments).to.deep.equal([]);
    expect(warnings).to.deep.equal([]);
  });

  it('leaves a complete flag as it is', () => {
    expect(read(withFlag(complete))).to.deep.equal({
      till: -1,
      flags: [complete],
      ruleBasedSegments: [],
      warnings: [],
    });
  });

  const shapes: readonly [what: string, value: object, found: object][] = [
    [
      'both parts',
      { ff: { t: 7, d: [{ name: 'a' }] }, rbs: { t: 9, d: [{ name: 's' }] } },
      { till: 7, flags: ['a'], segments: ['s'] },
    ],
    ['no rbs', { ff: { t: 7, d: [{ name: 'a' }] } }, { till: 7, flags: ['a'], segments: [] }],
    ['no ff', { rbs: { d: [{ name: 's' }] } }, { till: -1, flags: [], segments: ['s'] }],
    ['nulls for lists', { ff: { t: 7, d: null }, rbs: { d: null } }, { till: 7, flags: [], segments: [] }],
    ['null for rbs', { ff: { t: 7, d: [] }, rbs: null }, { till: 7, flags: [], segments: [] }],
    ['the older form', { splits: [{ name: 'a' }], since: -1, till: 3 }, { till: 3, flags: ['a'], segments: [] }],
    ['the older form with rbs', { splits: [], rbs: { d: [{ name: 's' }] } }, { till: -1, flags: [], segments: ['s'] }],
    ['the older form, empty', { splits: [] }, { till: -1, flags: [], segments: [] }],
    [
      'null for splits beside ff',
      { splits: null, ff: { t: 1, d: [{ name: 'a' }] } },
      { till: 1, flags: ['a'], segments: [] },
    ],
    ['a change number of 0', { ff: { t: 0, d: [] } }, { till: 0, flags: [], segments: [] }],
    ['what else may stand there', { ff: { s: 9, t: 7, d: [], x: 1 }, y: 2 }, { till: 7, flags: [], segments: [] }],
  ];
  for (const [what, value, found] of shapes) {
    it(`may have ${what}`, () => {
      const { till, flags, ruleBasedSegments, warnings } = read(value);
      const name = ({ name }: { name: string }): string => name;
      expect({ till, flags: flags.map(name), segments: ruleBasedSegments.map(name) }).to.deep.equal(found);
      expect(warnings).to.deep.equal([]);
    });
  }

  const unusable: readonly [value: unknown, problem: string][] = [
    [null, 'expected an object with ff or splits, found null'],
    [[], 'expected an object with ff or splits, found a list'],
    ['ff', 'expected an object with ff or splits, found a text'],
    [{}, 'expected an object with ff or splits, found neither'],
    [{ ff: null, flags: [] }, 'expected an object with ff or splits, found neither'],
    [{ ff: [] }, 'ff: expected an object, found a list'],
    [{ ff: { d: {} } }, 'ff.d: expected a list, found an object'],
    [{ ff: {}, rbs: 'x' }, 'rbs: expected an object, found a text'],
    [{ ff: {}, rbs: { d: 5 } }, 'rbs.d: expected a list, found a number'],
    [{ splits: {} }, 'splits: expected a list, found an object'],
  ];
  for (const [value, problem] of unusable) {
    it(`is unusable: ${problem}`, () => {
      expect(readJson(value)).to.deep.equal({ problem });
    });
  }

  for (const [t, warning] of [
    [-2, 'ff: t: expected a change number, found -2; -1 is used'],
    ['7', 'ff: t: expected a change number, found a text; -1 is used'],
    [0.5, 'ff: t: expected a change number, found 0.5; -1 is used'],
  ] as const) {
    it(`has no change number when it is ${JSON.stringify(t)}`, () => {
      expect(read({ ff: { t, d: [] } })).to.deep.include({ till: -1, warnings: [warning] });
    });
  }

  it('has no change number in the older form either, when it is none', () => {
    expect(read({ splits: [], till: 'x' })).to.deep.include({
      till: -1,
      warnings: ['the file: till: expected a change number, found a text; -1 is used'],
    });
  });

  describe('a flag', () => {
    it('gets every field that it lacks', () => {
      const { flags, warnings } = read(withFlag({ name: 'a' }));
      const { seed, trafficAllocationSeed, ...others } = flags[0]!;
      expect(others).to.deep.equal({
        name: 'a',
        trafficTypeName: 'user',
        changeNumber: 0,
        status: 'ACTIVE',
        killed: false,
        defaultTreatment: 'control',
        trafficAllocation: 100,
        algo: 2,
        conditions: [appended()],
        configurations: {},
        sets: [],
        impressionsDisabled: false,
        prerequisites: [],
      });
      expect(seed).to.satisfy(Number.isInteger);
      expect(trafficAllocationSeed).to.satisfy(Number.isInteger);
      expect(warnings).to.deep.equal([]);
    });

    it('takes null for missing', () => {
      const nulls = Object.fromEntries(Object.keys(complete).map((field) => [field, null]));
      expect(read(withFlag({ ...nulls, name: 'a' }))).to.deep.equal(read(withFlag({ name: 'a' })));
    });

    describe('has a field replaced, with a warning', () => {
      const fields: readonly [field: string, wrong: unknown, used: unknown, warning: string][] = [
        ['trafficTypeName', 5, 'user', 'trafficTypeName: expected a text, found 5; user is used'],
        ['trafficTypeName', '', 'user', 'trafficTypeName: expected a text, found a blank text; user is used'],
        ['trafficAllocation', 101, 100, 'trafficAllocation: expected a number from 0 to 100, found 101; 100 is used'],
        ['trafficAllocation', -1, 100, 'trafficAllocation: expected a number from 0 to 100, found -1; 100 is used'],
        [
          'trafficAllocation',
          '50',
          100,
          'trafficAllocation: expected a number from 0 to 100, found a text; 100 is used',
        ],
        ['status', 'KILLED', 'ACTIVE', 'status: expected ACTIVE or ARCHIVED, found a text; ACTIVE is used'],
        ['killed', 'false', false, 'killed: expected true or false, found a text; false is used'],
        ['killed', 1, false, 'killed: expected true or false, found 1; false is used'],
        [
          'defaultTreatment',
          '',
          'control',
          'defaultTreatment: expected a treatment, found a blank text; control is used',
        ],
        [
          'defaultTreatment',
          ' ',
          'control',
          'defaultTreatment: expected a treatment, found a blank text; control is used',
        ],
        ['defaultTreatment', true, 'control', 'defaultTreatment: expected a treatment, found true; control is used'],
        ['changeNumber', -1, 0, 'changeNumber: expected a whole number from 0, found -1; 0 is used'],
        ['changeNumber', '7', 0, 'changeNumber: expected a whole number from 0, found a text; 0 is used'],
        ['algo', 1, 2, 'algo: expected 2, the only hash of a localhost file, found 1; 2 is used'],
        ['algo', 'murmur', 2, 'algo: expected 2, the only hash of a localhost file, found a text; 2 is used'],
        ['configurations', [], {}, 'configurations: expected an object, found a list; it is left out'],
        ['configurations', '{}', {}, 'configurations: expected an object, found a text; it is left out'],
        ['sets', 'one', [], 'sets: expected a list, found a text; it is left out'],
        [
          'impressionsDisabled',
          'no',
          false,
          'impressionsDisabled: expected true or false, found a text; false is used',
        ],
        ['prerequisites', {}, [], 'prerequisites: expected a list, found an object; it is left out'],
        ['conditions', {}, [appended('account')], 'conditions: expected a list, found an object; it is left out'],
      ];
      for (const [field, wrong, used, warning] of fields) {
        it(warning, () => {
          // Also in a flag that lacks nothing else, and would be kept as it was parsed.
          for (const sets of [complete.sets, []]) {
            const { flags, warnings } = read(withFlag({ ...complete, sets, [field]: wrong }));
            expect(flags).to.deep.equal([{ ...complete, sets, [field]: used }]);
            expect(warnings).to.deep.equal([`ff.d[0], "a": ${warning}`]);
          }
        });
      }
    });

    it('keeps an allocation of 0, which is nobody', () => {
      expect(read(withFlag({ ...complete, trafficAllocation: 0 })).flags[0]).to.include({ trafficAllocation: 0 });
    });

    it('has its flag sets checked one by one', () => {
      const { flags, warnings } = read(withFlag({ ...complete, sets: [' One', 'one', '-', 7, 'two'] }));
      expect(flags[0]?.sets).to.deep.equal(['one', 'two']);
      expect(warnings).to.have.lengthOf(4);
      for (const warning of warnings) expect(warning).to.match(/^ff\.d\[0\], "a": sets: flag set/);
    });

    it('has no flag set when none can be used', () => {
      const { flags, warnings } = read(withFlag({ ...complete, sets: ['-'] }));
      expect(flags[0]?.sets).to.deep.equal([]);
      expect(warnings).to.have.lengthOf(1);
    });

    describe('without a seed', () => {
      const seedsOf = (flag: object): unknown[] => {
        const { seed, trafficAllocationSeed } = read(withFlag(flag)).flags[0]!;
        return [seed, trafficAllocationSeed];
      };

      it('has the same seeds at every reading, other flags have others', () => {
        // The first eight bytes of the name's SHA-256. They must never change, or a new release would move everybody to another bucket.
        expect(seedsOf({ name: 'a' })).to.deep.equal([-896040686, -904151606]);
        expect(seedsOf({ name: 'a', killed: true })).to.deep.equal(seedsOf({ name: 'a' }));
        expect(seedsOf({ name: 'b' })).to.not.deep.equal(seedsOf({ name: 'a' }));
      });

      it('has two different ones', () => {
        const [seed, allocationSeed] = seedsOf({ name: 'a' });
        expect(seed).to.not.equal(allocationSeed);
      });

      for (const [what, none] of [
        ['0', 0],
        ['null', null],
        ['a text', '7'],
        ['a fraction', 0.5],
      ] as const) {
        it(`is one whose seed is ${what}`, () => {
          expect(seedsOf({ name: 'a', seed: none, trafficAllocationSeed: none })).to.deep.equal(seedsOf({ name: 'a' }));
          for (const field of ['seed', 'trafficAllocationSeed']) {
            const exported = { ...complete, sets: [], [field]: none };
            const { seed, trafficAllocationSeed } = complete;
            const [own, ownOfAllocation] = seedsOf({ name: 'a' });
            expect(seedsOf(exported)).to.deep.equal(
              field === 'seed' ? [own, trafficAllocationSeed] : [seed, ownOfAllocation],
            );
          }
        });
      }

      for (const [field, wrong, found] of [
        ['seed', '7', 'a text'],
        ['seed', 0.5, '0.5'],
        ['trafficAllocationSeed', true, 'true'],
      ] as const) {
        it(`is one whose ${field} is ${found}, with a warning`, () => {
          const { flags, warnings } = read(withFlag({ name: 'a', [field]: wrong }));
          expect(flags).to.deep.equal(read(withFlag({ name: 'a' })).flags);
          expect(warnings).to.deep.equal([
            `ff.d[0], "a": ${field}: expected an integer, found ${found}; it is left out`,
          ]);
        });
      }

      it('keeps the one that it has', () => {
        expect(seedsOf({ name: 'a', seed: 5 })).to.deep.equal([5, seedsOf({ name: 'a' })[1]]);
        expect(seedsOf({ name: 'a', trafficAllocationSeed: -5 })).to.deep.equal([seedsOf({ name: 'a' })[0], -5]);
      });
    });

    describe('ends with a rule for everybody', () => {
      const rules: readonly [what: string, conditions: unknown[], isAppended: boolean][] = [
        ['no condition', [], true],
        ['a rollout to everybody', [forAll], false],
        [
          'a rollout to everybody with another matcher',
          [{ ...forAll, matcherGroup: { matchers: [{ matcherType: 'IN_SEGMENT' }, allKeys] } }],
          false,
        ],
        ['a rollout to everybody that is not the last', [forAll, forSome], true],
        ['a rollout to some', [forSome], true],
        ['a whitelist of everybody', [{ ...forAll, conditionType: 'WHITELIST' }], true],
        ['a condition without a type', [{ ...forAll, conditionType: undefined }], true],
        ['a condition without matchers', [{ conditionType: 'ROLLOUT', matcherGroup: { matchers: null } }], true],
        ['a condition that is none', [null], true],
        ['a matcher that is none', [{ conditionType: 'ROLLOUT', matcherGroup: { matchers: [null] } }], true],
      ];
      for (const [what, conditions, isAppended] of rules) {
        it(`${isAppended ? 'added to' : 'that is there in'} ${what}`, () => {
          for (const sets of [complete.sets, []]) {
            const { flags } = read(withFlag({ ...complete, sets, conditions }));
            expect(flags[0]?.conditions).to.deep.equal(isAppended ? [...conditions, appended('account')] : conditions);
          }
        });
      }
    });
  });

  describe('leaves out a definition and no other', () => {
    const bad: readonly [definition: unknown, warning: string][] = [
      [null, 'is left out: expected an object, found null'],
      ['a', 'is left out: expected an object, found a text'],
      [[], 'is left out: expected an object, found a list'],
      [{}, 'is left out: expected name to be a text that is not blank, found nothing'],
      [{ name: '' }, 'is left out: expected name to be a text that is not blank, found a blank text'],
      [{ name: 5 }, 'is left out: expected name to be a text that is not blank, found a number'],
    ];
    for (const [definition, warning] of bad) {
      it(warning, () => {
        const d = [{ name: 'x' }, definition, { name: 'y' }];
        const { flags, ruleBasedSegments, warnings } = read({ ff: { d }, rbs: { d } });
        expect(flags.map(({ name }) => name)).to.deep.equal(['x', 'y']);
        expect(ruleBasedSegments.map(({ name }) => name)).to.deep.equal(['x', 'y']);
        expect(warnings).to.deep.equal([`ff.d[1] ${warning}`, `rbs.d[1] ${warning}`]);
      });
    }

    it('names the place in the older form too', () => {
      expect(read({ splits: [null] }).warnings).to.deep.equal([
        'splits[0] is left out: expected an object, found null',
      ]);
    });
  });

  it('lets the later of two definitions of one name count', () => {
    const d = [{ name: 'a', changeNumber: 1 }, { name: 'b' }, { name: 'a', changeNumber: 2 }];
    const { flags, warnings } = read({ ff: { d } });
    expect(flags.map(({ name, changeNumber }) => [name, changeNumber])).to.deep.equal([
      ['a', 2],
      ['b', 0],
    ]);
    expect(warnings).to.deep.equal(['ff.d[0] is left out: ff.d[2] has its name, "a", too']);
  });

  it('knows names that every object has', () => {
    const text = '{"ff":{"d":[{"name":"__proto__","configurations":{"__proto__":"c"}},{"name":"constructor"}]}}';
    const { flags, warnings } = read(JSON.parse(text));
    expect(flags.map(({ name }) => name)).to.deep.equal(['__proto__', 'constructor']);
    expect(Object.entries(flags[0]?.configurations ?? {})).to.deep.equal([['__proto__', 'c']]);
    expect(warnings).to.deep.equal([]);
  });

  describe('a rule-based segment', () => {
    const segment = {
      name: 's',
      trafficTypeName: 'account',
      changeNumber: 5,
      status: 'ARCHIVED',
      excluded: { keys: ['ana'], segments: [] },
      conditions: [forSome],
    };

    it('stays as it is when it is complete', () => {
      expect(read(withSegment(segment)).ruleBasedSegments).to.deep.equal([segment]);
    });

    it('gets every field that it lacks, and no condition', () => {
      expect(read(withSegment({ name: 's' }))).to.deep.equal({
        till: -1,
        flags: [],
        ruleBasedSegments: [
          {
            name: 's',
            trafficTypeName: 'user',
            changeNumber: 0,
            status: 'ACTIVE',
            excluded: { keys: [], segments: [] },
            conditions: [],
          },
        ],
        warnings: [],
      });
    });

    const fields: readonly [field: string, wrong: unknown, used: unknown, warning: string][] = [
      ['trafficTypeName', 5, 'user', 'trafficTypeName: expected a text, found 5; user is used'],
      ['changeNumber', -1, 0, 'changeNumber: expected a whole number from 0, found -1; 0 is used'],
      ['status', 1, 'ACTIVE', 'status: expected ACTIVE or ARCHIVED, found 1; ACTIVE is used'],
      ['excluded', [], { keys: [], segments: [] }, 'excluded: expected an object, found a list; it is left out'],
      ['conditions', 'x', [], 'conditions: expected a list, found a text; it is left out'],
    ];
    for (const [field, wrong, used, warning] of fields) {
      it(`has a field replaced, with a warning: ${warning}`, () => {
        const { ruleBasedSegments, warnings } = read(withSegment({ ...segment, [field]: wrong }));
        expect(ruleBasedSegments).to.deep.equal([{ ...segment, [field]: used }]);
        expect(warnings).to.deep.equal([`rbs.d[0], "s": ${warning}`]);
      });
    }
  });

  describe('of any content', () => {
    const anything = fc.anything({ withNullPrototype: true });
    const definition = fc.record(
      Object.fromEntries(Object.keys(complete).map((field) => [field, fc.oneof(anything, fc.constant(null))])),
      { requiredKeys: [] },
    );
    const named = fc
      .tuple(definition, fc.constantFrom('a', 'b', '__proto__'))
      .map(([rest, name]) => ({ ...rest, name }));
    const list = fc.array(fc.oneof(anything, named));
    const file = fc.oneof(
      anything,
      fc.record(
        { ff: fc.record({ t: anything, d: list }), rbs: fc.record({ t: anything, d: list }) },
        { requiredKeys: [] },
      ),
      fc.record({ splits: list, till: anything }),
    );

    it('can be read, and what was read can be decoded', () => {
      fc.assert(
        fc.property(file, (value) => {
          const document = readJson(value);
          if (isUnusable(document)) return;
          for (const flag of document.flags) expect(decodeFlag(flag)).to.include({ name: flag.name });
        }),
      );
    });

    it('is read once and for all: what was read is complete', () => {
      fc.assert(
        fc.property(file, (value) => {
          const document = readJson(value);
          if (isUnusable(document)) return;
          const { till, flags, ruleBasedSegments } = document;
          const again = read({ ff: { t: till, d: flags }, rbs: { d: ruleBasedSegments } });
          expect(again).to.deep.equal({ ...document, warnings: [] });
        }),
      );
    });
  });
});

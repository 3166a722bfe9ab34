import { expect } from 'chai';
import { allKeys, dependsOn, flag, flagOf, inRuleBasedSegment, inSegment, keyIn, ruleBasedSegment } from './build.js';
import { worldOf, type Given } from './world.js';

const before: Given = {
  flags: [
    flag('alone'),
    flagOf('by segment', inSegment('staff')),
    flagOf('by rule', inRuleBasedSegment('beta')),
    flagOf('by attribute', inSegment('staff', 'v')),
    flagOf('by dependency', dependsOn('by rule', 'on')),
    flag('by prerequisite', { prerequisites: [{ n: 'by dependency', ts: ['on'] }] }),
    flagOf('by absent flag', dependsOn('absent', 'on')),
    flagOf('by absent segment', inSegment('absent')),
    flagOf('by absent rule', inRuleBasedSegment('absent')),
  ],
  ruleBasedSegments: [
    ruleBasedSegment('beta', [keyIn('ana')], { segments: [{ name: 'inner', type: 'rule-based' }] }),
    ruleBasedSegment('inner', [inSegment('blocked')]),
  ],
  segments: { staff: ['ana'], blocked: ['bob'] },
};

const followers = ['by dependency', 'by prerequisite', 'by rule'];

function changing(name: string, flagNow: unknown): Given {
  return { ...before, flags: before.flags.map((old) => ((old as { name: string }).name === name ? flagNow : old)) };
}

function without(name: string): Given {
  return { ...before, flags: before.flags.filter((old) => (old as { name: string }).name !== name) };
}

/** Exactly the flags whose answers may differ (DECISIONS 18). */
const rows: readonly (readonly [what: string, after: Given, changed: readonly string[]])[] = [
  ['nothing, where everything is the same', structuredClone(before), []],
  ['nothing, where only the order differs', { ...before, flags: [...before.flags].reverse() }, []],
  ['nothing, where only segments nobody asks came', { ...before, segments: { ...before.segments, other: ['x'] } }, []],
  ['a flag that is another one now', changing('alone', flag('alone', { killed: true })), ['alone']],
  ['a flag with another change number', changing('alone', flag('alone', { changeNumber: 8 })), ['alone']],
  ['a flag with a lower change number', changing('alone', flag('alone', { changeNumber: 6, killed: true })), ['alone']],
  ['a flag that came', { ...before, flags: [...before.flags, flag('new')] }, ['new']],
  ['a flag that went', without('alone'), ['alone']],
  ['a flag that was archived', changing('alone', flag('alone', { status: 'ARCHIVED' })), ['alone']],
  ['a flag and those that follow from it', changing('by rule', flag('by rule')), followers],
  ['a flag that went and those that followed from it', without('by rule'), followers],
  [
    'a flag that came and was waited for',
    { ...before, flags: [...before.flags, flag('absent')] },
    ['absent', 'by absent flag'],
  ],
  [
    'what follows from a rule-based segment',
    { ...before, ruleBasedSegments: [ruleBasedSegment('beta', [allKeys])] },
    followers,
  ],
  ['what follows from a rule-based segment that went', { ...before, ruleBasedSegments: [] }, followers],
  [
    'what waited for a rule-based segment',
    { ...before, ruleBasedSegments: [...before.ruleBasedSegments!, ruleBasedSegment('absent', [allKeys])] },
    ['by absent rule'],
  ],
  [
    'what follows from a segment',
    { ...before, segments: { ...before.segments, staff: ['eve'] } },
    ['by attribute', 'by segment'],
  ],
  [
    'what follows from a segment inside another',
    { ...before, segments: { ...before.segments, blocked: [] } },
    followers,
  ],
  ['what follows from a segment that went', { ...before, segments: { staff: ['ana'] } }, followers],
  ['what waited for a segment', { ...before, segments: { ...before.segments, absent: ['x'] } }, ['by absent segment']],
];

describe('a new set of definitions names', () => {
  for (const [what, after, changed] of rows) {
    it(what, async () => {
      const world = await worldOf(before);
      expect(await world.replace(after)).to.deep.equal([...changed]);
    });
  }

  it('the same whether or not the flags were evaluated before', async () => {
    for (const [what, after, changed] of rows) {
      const world = await worldOf(before);
      for (const name of world.definitions.flags().map((wire) => wire.name)) world.ask(name);
      expect(await world.replace(after), what).to.deep.equal([...changed]);
    }
  });

  it('every flag, the first time', async () => {
    const world = await worldOf({ flags: [] });
    expect(await world.replace(before)).to.have.members(before.flags.map((wire) => (wire as { name: string }).name));
  });
});

describe('a new set of definitions', () => {
  it('is what is evaluated at once, dependents included', async () => {
    const world = await worldOf(before);
    expect(world.treatment('by prerequisite')).to.equal('on');
    await world.replace({ ...before, ruleBasedSegments: [] });
    expect(world.treatment('by prerequisite')).to.equal('off');
    expect(world.treatment('by dependency')).to.equal('off');
    await world.replace(before);
    expect(world.treatment('by prerequisite')).to.equal('on');
  });

  it('counts the last of two definitions of one name', async () => {
    const twice = await worldOf({ flags: [flag('x'), flag('x', { killed: true })] });
    expect(twice.ask('x')).to.deep.include({ label: 'killed' });
    const archived = await worldOf({ flags: [flag('x'), flag('x', { status: 'ARCHIVED' })] });
    expect(archived.ask('x')).to.deep.include({ label: 'definition not found' });
  });

  it('finds the flags of a flag set, each once, and forgets those that went', async () => {
    const world = await worldOf({
      flags: [flag('b', { sets: ['s', 's'] }), flag('a', { sets: ['s', 't'] }), flag('c')],
    });
    expect(world.definitions.namesInFlagSet('s')).to.deep.equal(['b', 'a']);
    expect(world.definitions.namesInFlagSet('t')).to.deep.equal(['a']);
    expect(world.definitions.namesInFlagSet('nowhere')).to.deep.equal([]);
    await world.replace({ flags: [flag('b', { sets: [] }), flag('d', { sets: ['s'] })] });
    expect(world.definitions.namesInFlagSet('s')).to.deep.equal(['d']);
    expect(world.definitions.namesInFlagSet('t')).to.deep.equal([]);
  });

  for (const name of ['__proto__', 'constructor', 'toString', '\ud800', 'k'.repeat(100_000)]) {
    it(`has ${JSON.stringify(name.slice(0, 20))} for a name like any other`, async () => {
      const flags = [
        flag(name, { sets: [name] }),
        flagOf('x', dependsOn(name, 'on'), inRuleBasedSegment(name), inSegment(name)),
      ];
      const world = await worldOf({
        flags,
        ruleBasedSegments: [ruleBasedSegment(name, [allKeys])],
        segments: { [name]: ['ana'] },
      });
      expect(world.treatment('x')).to.equal('on');
      expect(world.treatment(name)).to.equal('on');
      expect(world.definitions.flag(name)).to.have.property('name', name);
      expect(world.definitions.namesInFlagSet(name)).to.deep.equal([name]);
    });
  }
});

import { expect } from 'chai';
import type { FlagWire } from '#src/wire/definitions.js';
import { allKeys, attributeIs, dependsOn, flag, flagOf, keyIn, matcher, rollout } from '../definitions/build.js';
import { worldOf } from '../definitions/world.js';

type Prerequisite = NonNullable<FlagWire['prerequisites']>[number];

function needing(name: string, ...prerequisites: Prerequisite[]): FlagWire {
  return flag(name, { prerequisites });
}

const held = { treatment: 'on', label: 'rolled out' };
const unmet = { treatment: 'off', label: 'prerequisites not met' };
const failed = { treatment: 'control', label: 'exception', config: null, reason: 'ERROR', code: 'GENERAL' };

describe('prerequisites (§2.1 row 6)', () => {
  const rows: readonly (readonly [what: string, prerequisites: unknown, outcome: typeof held])[] = [
    ['hold when the other flag gives one of the treatments', [{ n: 'on', ts: ['other', 'on'] }], held],
    ['do not hold when it gives another one', [{ n: 'on', ts: ['off'] }], unmet],
    ['hold when there is none', [], held],
    ['hold when the list is null', null, held],
    ['hold when the list is absent', undefined, held],
    [
      'have to hold all',
      [
        { n: 'on', ts: ['on'] },
        { n: 'on', ts: ['off'] },
      ],
      unmet,
    ],
    ['do not hold for no treatment at all', [{ n: 'on', ts: [] }], unmet],
    ['take a flag that is not there for control', [{ n: 'nowhere', ts: ['control'] }], held],
    ['do not hold for a flag that is not there otherwise', [{ n: 'nowhere', ts: ['on', 'off'] }], unmet],
    ['take an archived flag for control', [{ n: 'archived', ts: ['control'] }], held],
    ['see what a killed flag serves', [{ n: 'killed', ts: ['off'] }], held],
    ['see control of a flag that is unsupported', [{ n: 'unsupported', ts: ['control'] }], held],
    ['see what a flag with an unmet prerequisite serves', [{ n: 'unmet', ts: ['off'] }], held],
  ];
  for (const [what, prerequisites, outcome] of rows) {
    it(what, async () => {
      const flags = [
        flag('x', { prerequisites: prerequisites as null }),
        flag('on'),
        flag('archived', { status: 'ARCHIVED' }),
        flag('killed', { killed: true }),
        flagOf('unsupported', matcher('FROM_THE_FUTURE')),
        needing('unmet', { n: 'on', ts: ['off'] }),
      ];
      expect((await worldOf({ flags })).ask('x')).to.deep.include(outcome);
    });
  }

  it('are evaluated for the same keys and attributes', async () => {
    const flags = [
      needing('x', { n: 'gate', ts: ['on'] }, { n: 'bucket', ts: ['low'] }),
      flagOf('gate', keyIn('ana'), attributeIs('plan', 'gold')),
      // Bucket 25 of "a" with seed 100 (§11.2).
      flag('bucket', { seed: 100, conditions: [rollout([allKeys], { low: 25, high: 75 })] }),
    ];
    const world = await worldOf({ flags });
    const attributes = { plan: 'gold' };
    expect(world.ask('x', { key: 'ana', bucketingKey: 'a', attributes })).to.deep.include(held);
    expect(world.ask('x', { key: 'ana', bucketingKey: 'user-2', attributes })).to.deep.include(unmet);
    expect(world.ask('x', { key: 'bob', bucketingKey: 'a', attributes })).to.deep.include(unmet);
    expect(world.ask('x', { key: 'ana', bucketingKey: 'a' })).to.deep.include(unmet);
  });

  it('follow a long chain', async () => {
    const flags = Array.from({ length: 500 }, (_, i) => needing(`f${i}`, { n: `f${i + 1}`, ts: ['on'] }));
    const world = await worldOf({ flags: [...flags, flag('f500')] });
    expect(world.ask('f0')).to.deep.include(held);
  });

  it('do not take forever where many flags share what they need', async () => {
    const flags = Array.from({ length: 60 }, (_, i) =>
      needing(`f${i}`, { n: `f${i + 1}`, ts: ['on'] }, { n: `f${i + 2}`, ts: ['on'] }),
    );
    const world = await worldOf({ flags: [...flags, flag('f60'), flag('f61')] });
    expect(world.ask('f0')).to.deep.include(held);
  });
});

describe('prerequisites in a circle (§2.3)', () => {
  const circle = [
    needing('a', { n: 'b', ts: ['on'] }),
    needing('b', { n: 'c', ts: ['on'] }),
    needing('c', { n: 'a', ts: ['on'] }),
  ];

  for (const name of ['a', 'b', 'c']) {
    it(`make ${name} control with the label exception`, async () => {
      expect((await worldOf({ flags: circle })).ask(name)).to.deep.equal(failed);
    });
  }

  it('fail a flag that needs itself', async () => {
    expect((await worldOf({ flags: [needing('x', { n: 'x', ts: ['on'] })] })).ask('x')).to.deep.equal(failed);
  });

  it('leave other flags alone', async () => {
    const world = await worldOf({ flags: [...circle, flag('good')] });
    expect(world.treatment('a')).to.equal('control');
    expect(world.ask('good')).to.deep.include(held);
    expect(world.ask('a')).to.deep.equal(failed);
  });

  it('are no circle where a killed flag ends it', async () => {
    const flags = [
      needing('a', { n: 'b', ts: ['off'] }),
      flag('b', { killed: true, prerequisites: [{ n: 'a', ts: ['on'] }] }),
    ];
    const world = await worldOf({ flags });
    expect(world.ask('a')).to.deep.include(held);
    expect(world.ask('b')).to.deep.include({ treatment: 'off', label: 'killed' });
  });

  it('are mended with the definition that closes the circle', async () => {
    const world = await worldOf({ flags: circle });
    expect(world.ask('a')).to.deep.equal(failed);
    await world.replace({ flags: [...circle.slice(0, 2), flag('c')] });
    expect(world.ask('a')).to.deep.include(held);
  });

  it('do not overflow the stack however long the circle is', async () => {
    const flags = Array.from({ length: 5_000 }, (_, i) => needing(`f${i}`, { n: `f${(i + 1) % 5_000}`, ts: ['on'] }));
    expect((await worldOf({ flags })).ask('f0')).to.deep.equal(failed);
  });
});

describe('IN_SPLIT_TREATMENT (§2.6)', () => {
  it('goes by the whole evaluation of the other flag', async () => {
    const flags = [
      flagOf('x', dependsOn('other', 'off', 'vip')),
      flagOf('other', keyIn('ana')),
      flagOf('missing', dependsOn('nowhere', 'control')),
      flagOf('negated', { ...dependsOn('other', 'on'), negate: true }),
    ];
    const world = await worldOf({ flags });
    expect(world.treatment('x', { key: 'bob' })).to.equal('on');
    expect(world.treatment('x', { key: 'ana' })).to.equal('off');
    expect(world.treatment('missing')).to.equal('on');
    expect(world.treatment('negated', { key: 'bob' })).to.equal('on');
    expect(world.treatment('negated', { key: 'ana' })).to.equal('off');
  });

  it('does not match in a circle, and so its negation does', async () => {
    const flags = [
      flagOf('a', dependsOn('b', 'on', 'off', 'control')),
      flagOf('b', dependsOn('a', 'on', 'off', 'control')),
      flagOf('self', dependsOn('self', 'on', 'off', 'control')),
      flagOf('not self', { ...dependsOn('not self', 'on', 'off', 'control'), negate: true }),
    ];
    const world = await worldOf({ flags });
    // Asked by a, b asks a again, which does not match: b is off, one of the treatments that a asks for.
    expect(world.ask('a')).to.deep.include({ treatment: 'on' });
    expect(world.ask('b')).to.deep.include({ treatment: 'on' });
    expect(world.ask('self')).to.deep.include({ treatment: 'off', label: 'default rule' });
    expect(world.ask('not self')).to.deep.include({ treatment: 'on', label: 'rolled out' });
  });

  it('does not match a flag whose prerequisites run in a circle', async () => {
    const flags = [flagOf('x', dependsOn('a', 'on', 'off')), needing('a', { n: 'a', ts: ['on'] })];
    expect((await worldOf({ flags })).ask('x')).to.deep.include({ treatment: 'off', label: 'default rule' });
  });
});

import { expect } from 'chai';
import { decodeFlag, type Decoded } from '#src/wire/decode.js';
import type { FlagWire } from '#src/wire/definitions.js';
import { allKeys, flag, flagOf, keyIn, matcher, rollout, whitelisted } from '../definitions/build.js';
import { World, worldOf } from '../definitions/world.js';

const unsupported = rollout([matcher('FROM_THE_FUTURE')], { on: 100 }, 'new');
const unmet = [{ n: 'gate', ts: ['open'] }];
const met = [{ n: 'gate', ts: ['on'] }];
const listedAna = whitelisted([keyIn('ana')]);
const everybody = rollout([allKeys]);

type Row = readonly [what: string, parts: Partial<FlagWire>, treatment: string, label: string];

/** §2.1, each row against those below it. Ana is listed where anybody is. */
const rows: readonly Row[] = [
  ['row 5: a killed flag serves its default', { killed: true }, 'off', 'killed'],
  ['row 5: killed before prerequisites', { killed: true, prerequisites: unmet }, 'off', 'killed'],
  ['row 5: killed before what is unsupported', { killed: true, conditions: [unsupported] }, 'off', 'killed'],
  ['row 5: killed before a malformed list of conditions', { killed: true, conditions: 'x' as never }, 'off', 'killed'],
  ['row 5: killed before traffic allocation', { killed: true, trafficAllocation: 0 }, 'off', 'killed'],
  ['row 5: killed before the whitelist', { killed: true, conditions: [listedAna] }, 'off', 'killed'],
  [
    'row 6: an unmet prerequisite before what is unsupported',
    { prerequisites: unmet, conditions: [unsupported] },
    'off',
    'prerequisites not met',
  ],
  [
    'row 6: an unmet prerequisite before the whitelist',
    { prerequisites: unmet, conditions: [listedAna] },
    'off',
    'prerequisites not met',
  ],
  [
    'row 6: an unmet prerequisite before traffic allocation',
    { prerequisites: unmet, trafficAllocation: 0 },
    'off',
    'prerequisites not met',
  ],
  [
    'row 6: an unmet prerequisite serves the default even if that is control',
    { prerequisites: unmet, defaultTreatment: 'control' },
    'control',
    'prerequisites not met',
  ],
  ['row 6: a met prerequisite lets the rest decide', { prerequisites: met }, 'on', 'rolled out'],
  [
    'row 7: unsupported after a met prerequisite',
    { prerequisites: met, conditions: [unsupported] },
    'control',
    'targeting rule type unsupported by sdk',
  ],
  [
    'row 7: unsupported in a later condition, though an earlier one would match',
    { conditions: [listedAna, everybody, unsupported] },
    'control',
    'targeting rule type unsupported by sdk',
  ],
  [
    'row 7: unsupported before traffic allocation',
    { trafficAllocation: 0, conditions: [unsupported] },
    'control',
    'targeting rule type unsupported by sdk',
  ],
  ['row 7: no conditions', { conditions: [] }, 'control', 'targeting rule type unsupported by sdk'],
  [
    'row 7: a condition without matchers',
    { conditions: [listedAna, rollout([])] },
    'control',
    'targeting rule type unsupported by sdk',
  ],
  ['row 8: outside the allocation at a rollout that would match', { trafficAllocation: 0 }, 'off', 'not in split'],
  [
    'row 8: outside the allocation at a rollout that would not match',
    { trafficAllocation: 0, conditions: [rollout([keyIn('nobody')]), listedAna] },
    'off',
    'not in split',
  ],
  [
    'row 8: a whitelist before the rollout wins over the allocation',
    { trafficAllocation: 0, conditions: [listedAna, everybody] },
    'vip',
    'listed',
  ],
  [
    'row 8: a whitelist that does not match leads on to the allocation',
    { trafficAllocation: 0, conditions: [whitelisted([keyIn('bob')]), everybody] },
    'off',
    'not in split',
  ],
  [
    'row 8: no rollout, no allocation',
    { trafficAllocation: 0, conditions: [whitelisted([keyIn('bob')])] },
    'off',
    'default rule',
  ],
  ['row 9: the first condition that matches', { conditions: [listedAna, everybody] }, 'vip', 'listed'],
  [
    'row 9: a later one where the first does not match',
    { conditions: [whitelisted([keyIn('bob')]), everybody] },
    'on',
    'rolled out',
  ],
  [
    'row 9: all matchers of a condition have to hold',
    { conditions: [rollout([allKeys, keyIn('bob')])] },
    'off',
    'default rule',
  ],
  ['row 10: nothing matched', { conditions: [rollout([keyIn('bob')])] }, 'off', 'default rule'],
  [
    'row 10: without a default treatment',
    { conditions: [rollout([keyIn('bob')])], defaultTreatment: 5 as never },
    'control',
    'default rule',
  ],
];

describe('the order of decisions (§2.1)', () => {
  for (const [what, parts, treatment, label] of rows) {
    it(what, async () => {
      const world = await worldOf({ flags: [flag('x', parts), flagOf('gate', allKeys)] });
      expect(world.ask('x')).to.deep.include({ treatment, label });
    });
  }

  it('row 2: a flag that is not there is control', () => {
    expect(new World().ask('x')).to.deep.include({ treatment: 'control', label: 'definition not found' });
  });

  it('row 4: an archived flag that was kept all the same is control, even when killed', () => {
    const world = new World();
    const archived = decodeFlag(flag('x', { status: 'ARCHIVED', killed: true }));
    world.definitions.change({ flags: { put: [archived as Decoded] } });
    expect(world.ask('x')).to.deep.include({ treatment: 'control', label: 'archived', code: 'FLAG_NOT_FOUND' });
  });

  it('counts an archived flag as absent where a whole set arrives (§1.5)', async () => {
    const world = await worldOf({ flags: [flag('x', { status: 'ARCHIVED' })] });
    expect(world.ask('x')).to.deep.include({ treatment: 'control', label: 'definition not found' });
  });

  it('row 8: the allocation touches none of the listed keys', async () => {
    const keys = Array.from({ length: 50 }, (_, i) => `user-${i}`);
    const conditions = [whitelisted([keyIn(...keys)]), everybody];
    const world = await worldOf({ flags: [flag('x', { trafficAllocation: 1, conditions })] });
    for (const key of keys) expect(world.treatment('x', { key })).to.equal('vip');
  });
});

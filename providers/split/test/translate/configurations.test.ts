import { expect } from 'chai';
import type { FlagWire } from '#src/wire/definitions.js';
import { allKeys, flag, flagOf, keyIn, matcher, rollout } from '../definitions/build.js';
import { World, worldOf } from '../definitions/world.js';

const on = '{"size":1}';
const off = 'plain text';

async function configOf(parts: Partial<FlagWire>): Promise<string | null> {
  return (await worldOf({ flags: [flag('x', parts)] })).ask('x').config;
}

describe('the configuration of a treatment (§2.1)', () => {
  const rows: readonly (readonly [what: string, configurations: unknown, config: string | null])[] = [
    ['is the text of the treatment', { on, off }, on],
    ['is null where there is none for it', { off }, null],
    ['is null where there are none', {}, null],
    ['is null where they are null', null, null],
    ['is null where they are absent', undefined, null],
    ['is null for null', { on: null }, null],
    ['is null for an empty text', { on: '' }, null],
    ['is a blank text as it stands', { on: ' ' }, ' '],
    ['is text that is no JSON as it stands', { on: '{' }, '{'],
    ['is the JSON text of an object', { on: { size: 1 } }, on],
    ['is the JSON text of a list', { on: [1, 2] }, '[1,2]'],
  ];
  for (const [what, configurations, config] of rows) {
    it(what, async () => {
      expect(await configOf({ configurations: configurations as null })).to.equal(config);
    });
  }

  for (const treatment of ['__proto__', 'constructor', 'toString']) {
    it(`is found for the treatment ${treatment}, and not where there is none`, async () => {
      const conditions = [rollout([allKeys], Object.fromEntries([[treatment, 100]]))];
      expect(await configOf({ conditions })).to.equal(null);
      expect(await configOf({ conditions, configurations: Object.fromEntries([[treatment, on]]) })).to.equal(on);
    });
  }

  const everywhere: readonly (readonly [label: string, parts: Partial<FlagWire>])[] = [
    ['killed', { killed: true }],
    ['not in split', { trafficAllocation: 0 }],
    ['prerequisites not met', { prerequisites: [{ n: 'nowhere', ts: ['on'] }] }],
    ['default rule', { conditions: [rollout([keyIn('nobody')])] }],
  ];
  for (const [label, parts] of everywhere) {
    it(`comes with the default treatment too: ${label}`, async () => {
      const world = await worldOf({ flags: [flag('x', { configurations: { on, off }, ...parts })] });
      expect(world.ask('x')).to.deep.include({ treatment: 'off', config: off, label });
    });
  }

  it('is null for a flag that is not there, and for one that fails', async () => {
    const circle = flag('x', { prerequisites: [{ n: 'x', ts: ['on'] }], configurations: { control: on } });
    expect((await worldOf({ flags: [circle] })).ask('x')).to.deep.include({ config: null, label: 'exception' });
    expect(new World().ask('x')).to.deep.include({ config: null });
  });
});

/** DECISIONS 14 and §10.3. */
const reasons: readonly (readonly [what: string, parts: Partial<FlagWire>, reason: string])[] = [
  ['STATIC: nothing is asked', {}, 'STATIC'],
  ['STATIC: one share of 100 % beside empty ones', { conditions: [rollout([allKeys], { on: 100, off: 0 })] }, 'STATIC'],
  ['STATIC: whatever the label says', { conditions: [rollout([allKeys], { on: 100 }, 'default rule')] }, 'STATIC'],
  ['SPLIT: several shares', { conditions: [rollout([allKeys], { on: 50, off: 50 })] }, 'SPLIT'],
  ['SPLIT: several shares of a rule', { conditions: [rollout([keyIn('ana')], { on: 50, off: 50 })] }, 'SPLIT'],
  ['TARGETING_MATCH: a rule', { conditions: [rollout([keyIn('ana')])] }, 'TARGETING_MATCH'],
  [
    'TARGETING_MATCH: a rule for everybody after another one',
    { conditions: [rollout([keyIn('bob')]), rollout([allKeys])] },
    'TARGETING_MATCH',
  ],
  [
    'TARGETING_MATCH: a rule for everybody who is no one',
    {
      conditions: [
        rollout([matcher('WHITELIST', { ...{ whitelistMatcherData: { whitelist: ['bob'] } }, negate: true })]),
      ],
    },
    'TARGETING_MATCH',
  ],
  [
    'TARGETING_MATCH: everybody with an attribute',
    { conditions: [rollout([matcher('ALL_KEYS', {}, 'v')])] },
    'TARGETING_MATCH',
  ],
  ['DEFAULT: no rule matched', { conditions: [rollout([keyIn('bob')])] }, 'DEFAULT'],
  ['DEFAULT: not in split', { trafficAllocation: 0 }, 'DEFAULT'],
  ['DEFAULT: prerequisites not met', { prerequisites: [{ n: 'nowhere', ts: ['on'] }] }, 'DEFAULT'],
  ['DISABLED: killed', { killed: true }, 'DISABLED'],
  ['ERROR: unsupported', { conditions: [rollout([matcher('FROM_THE_FUTURE')])] }, 'ERROR'],
];

describe('the reason of an answer (DECISIONS 14)', () => {
  for (const [what, parts, reason] of reasons) {
    it(what, async () => {
      const world = await worldOf({ flags: [flag('x', parts), flagOf('gate', keyIn('ana'))] });
      expect(world.ask('x', { attributes: { v: 1 } }).reason).to.equal(reason);
    });
  }

  it('ERROR: no such flag', () => {
    expect(new World().ask('x')).to.deep.include({ reason: 'ERROR', code: 'FLAG_NOT_FOUND' });
  });
});

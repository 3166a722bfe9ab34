import { expect } from 'chai';
import { SplitProvider } from '#src/provider.js';
import { useFactories } from '../client/use-factories.js';
import { allKeys, flag, flagOf, keyIn, matcher, rollout } from '../definitions/build.js';
import { ana, DEFAULTS, useOpenFeature } from './use-open-feature.js';

/** §10.3. The treatment is a boolean, and its configuration an object. */
const one = { configurations: { on: '{"a":1}' } };
const situations: readonly (readonly [what: string, parts: object, reason: string, label: string])[] = [
  ['one share of 100 % for everybody', {}, 'STATIC', 'rolled out'],
  ['a rule that matched', { conditions: [rollout([keyIn('ana')])] }, 'TARGETING_MATCH', 'rolled out'],
  ['several shares', { conditions: [rollout([allKeys], { on: 100, off: 1 })] }, 'SPLIT', 'rolled out'],
  ['not in split', { trafficAllocation: 0, defaultTreatment: 'on' }, 'DEFAULT', 'not in split'],
  [
    'prerequisites not met',
    { prerequisites: [{ n: 'x', ts: [] }], defaultTreatment: 'on' },
    'DEFAULT',
    'prerequisites not met',
  ],
  ['killed', { killed: true, defaultTreatment: 'on' }, 'DISABLED', 'killed'],
];

describe('situations (2.2.4, 2.2.5, 2.2.6, §10.3)', () => {
  const factories = useFactories();
  const { bind } = useOpenFeature();

  for (const [what, parts, reason, label] of situations) {
    it(`${what}: ${reason}, the treatment for a variant, no error`, async () => {
      const bound = await bind(
        new SplitProvider('localhost', factories.files({ flags: [flag('f', { ...one, ...parts })] })),
      );
      for (const [type, value] of [
        ['boolean', true],
        ['string', 'on'],
        ['object', { a: 1 }],
      ] as const) {
        const { flagMetadata, ...details } = await bound.ask(type, 'f');
        expect(details).to.deep.equal({ flagKey: 'f', value, variant: 'on', reason });
        expect(flagMetadata.label).to.equal(label);
      }
      expect(await bound.ask('number', 'f')).to.deep.include({ errorCode: 'TYPE_MISMATCH', value: -1 });
    });
  }

  it('the rule for everybody that a localhost file gets where it has none: the treatment off', async () => {
    const bound = await bind(new SplitProvider('localhost', factories.files({ flags: [flagOf('f', keyIn('bob'))] })));
    expect(await bound.ask('boolean', 'f')).to.deep.include({
      value: false,
      variant: 'off',
      reason: 'TARGETING_MATCH',
    });
  });

  it('a share that is missing: control, for strings only', async () => {
    const flags = [flag('f', { conditions: [rollout([allKeys], { on: 0 })] })];
    const bound = await bind(new SplitProvider('localhost', factories.files({ flags })));
    expect(await bound.ask('string', 'f')).to.deep.include({ value: 'control', variant: 'control', reason: 'SPLIT' });
    for (const type of ['boolean', 'number', 'object'] as const) {
      expect(await bound.ask(type, 'f')).to.deep.include({ value: DEFAULTS[type], errorCode: 'TYPE_MISMATCH' });
    }
  });

  const errors: readonly (readonly [what: string, name: string, errorCode: string, label: string | undefined])[] = [
    ['an unknown flag', 'nowhere', 'FLAG_NOT_FOUND', 'definition not found'],
    ['an archived flag', 'archived', 'FLAG_NOT_FOUND', 'definition not found'],
    ['an unsupported flag', 'unsupported', 'GENERAL', 'targeting rule type unsupported by sdk'],
    ['a circle of prerequisites', 'circle', 'GENERAL', 'exception'],
    ['a blank name', ' ', 'FLAG_NOT_FOUND', undefined],
    ['an empty name', '', 'FLAG_NOT_FOUND', undefined],
  ];
  const broken = [
    flag('archived', { status: 'ARCHIVED' }),
    flagOf('unsupported', matcher('FROM_THE_FUTURE')),
    flag('circle', { prerequisites: [{ n: 'circle', ts: ['on'] }] }),
  ];
  for (const [what, name, errorCode, label] of errors) {
    it(`${what}: ${errorCode} and the caller's default, for each type (2.2.7, 2.3.3)`, async () => {
      const bound = await bind(new SplitProvider('localhost', factories.files({ flags: broken })));
      for (const type of ['boolean', 'string', 'number', 'object'] as const) {
        const details = await bound.ask(type, name, ana);
        expect(details).to.deep.include({ value: DEFAULTS[type], reason: 'ERROR', errorCode });
        expect(details.errorMessage).to.be.a('string').and.not.equal('');
        expect(details.flagMetadata.label).to.equal(label);
      }
    });
  }
});

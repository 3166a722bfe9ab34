import { expect } from 'chai';
import { SplitProvider } from '#src/provider.js';
import { useFactories } from '../client/use-factories.js';
import { allKeys, flag, flagOf, keyIn, matcher, rollout } from '../definitions/build.js';
import { ana, DEFAULTS, useOpenFeature, type Type } from './use-open-feature.js';

function serving(name: string, treatment: string, config?: unknown) {
  const configurations = config === undefined ? {} : { [treatment]: config };
  return flag(name, { conditions: [rollout([allKeys], { [treatment]: 100 })], configurations });
}

const flags = [
  ...['on', 'ON', 'On', 'true', 'TRUE', 'off', 'Off', 'false', 'yes', '1', '0', '42', '4.50', '1e3', '10px', '-5', 'Infinity', 'NaN', '0x10', 'beta', 'control'].map(
    (treatment) => serving(treatment, treatment),
  ),
  serving('empty object', 'on', '{}'),
  serving('object', 'on', '{"a":{"b":[1,{"c":null}]}}'),
  serving('list', 'on', '[1,{"a":2}]'),
  serving('object as such', 'on', { a: 1 }),
  serving('number in config', 'beta', ' 12.5 '),
  serving('number in both', '42', '43'),
  serving('negative number in config', 'beta', '-12'),
  serving('text in config', 'on', '"text"'),
  serving('null in config', 'on', 'null'),
  serving('true in config', 'beta', 'true'),
  serving('no JSON in config', 'on', '{a: 1}'),
  serving('half JSON in config', 'on', '{"a":'),
  serving('no config', 'on', null),
];

type Row = readonly [name: string, type: Type, value: unknown];
type Bad = readonly [name: string, type: Type, errorCode: string];

const values: readonly Row[] = [
  ...['on', 'ON', 'On', 'true', 'TRUE'].map((name): Row => [name, 'boolean', true]),
  ...['off', 'Off', 'false'].map((name): Row => [name, 'boolean', false]),
  ...['on', 'ON', 'false', '42', '10px', 'NaN', 'control', 'beta'].map((name): Row => [name, 'string', name]),
  ['1', 'number', 1],
  ['0', 'number', 0],
  ['42', 'number', 42],
  ['4.50', 'number', 4.5],
  ['-5', 'number', -5],
  ['number in config', 'number', 12.5],
  ['negative number in config', 'number', -12],
  ['number in both', 'number', 42],
  ['empty object', 'object', {}],
  ['object', 'object', { a: { b: [1, { c: null }] } }],
  ['list', 'object', [1, { a: 2 }]],
  ['object as such', 'object', { a: 1 }],
];

const mismatches: readonly Bad[] = [
  ...['yes', '1', '0', 'beta', 'control'].map((name): Bad => [name, 'boolean', 'TYPE_MISMATCH']),
  ['true in config', 'boolean', 'TYPE_MISMATCH'],
  ...['on', '10px', 'Infinity', 'NaN', '0x10', 'control', 'object', 'true in config', 'no JSON in config'].map(
    (name): Bad => [name, 'number', 'TYPE_MISMATCH'],
  ),
  ...['on', '42', 'control', 'no config', 'text in config', 'null in config', 'number in config'].map(
    (name): Bad => [name, 'object', 'TYPE_MISMATCH'],
  ),
  ['no JSON in config', 'object', 'PARSE_ERROR'],
  ['half JSON in config', 'object', 'PARSE_ERROR'],
];

describe('values (2.2.3, §10.3)', () => {
  const factories = useFactories();
  const { bind } = useOpenFeature();
  const bound = () => bind(new SplitProvider('localhost', factories.files({ flags })));

  for (const [name, type, value] of values) {
    it(`the flag "${name}" is ${JSON.stringify(value)} as ${type}`, async () => {
      const details = await (await bound()).ask(type, name);
      expect(details.value).to.deep.equal(value);
      expect(details.errorCode).to.equal(undefined);
      expect(details.errorMessage).to.equal(undefined);
    });
  }

  for (const [name, type, errorCode] of mismatches) {
    it(`the flag "${name}" is ${errorCode} as ${type}, with the caller's default`, async () => {
      const details = await (await bound()).ask(type, name);
      expect(details).to.deep.include({ value: DEFAULTS[type], reason: 'ERROR', errorCode });
      expect(details.variant).to.equal(undefined);
      expect(details.errorMessage).to.include(`"${name}"`).and.include(type);
    });
  }

  it('a message about a type tells nothing of the value', async () => {
    const secret = [serving('x', 'hunter2', '"hunter2"'), serving('y', 'on', 'hunter2 {')];
    const { ask } = await bind(new SplitProvider('localhost', factories.files({ flags: secret }))).then((b) => ({ ask: b.ask.bind(b) }));
    for (const [name, type] of [['x', 'boolean'], ['x', 'number'], ['x', 'object'], ['y', 'object']] as const) {
      const { errorMessage } = await ask(type, name);
      expect(errorMessage).to.be.a('string').and.not.include('hunter2');
    }
  });

  it('an object is frozen all the way down, and the same each time', async () => {
    const { ask } = await bound().then((b) => ({ ask: b.ask.bind(b) }));
    for (const name of ['object', 'object as such', 'list', 'empty object']) {
      const first = (await ask('object', name)).value;
      expectFrozen(first);
      expect((await ask('object', name)).value).to.equal(first);
    }
  });
});

function expectFrozen(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  expect(Object.isFrozen(value)).to.equal(true);
  for (const member of Object.values(value)) expectFrozen(member);
}

/** §10.3. The treatment is a boolean, and its configuration an object. */
const one = { configurations: { on: '{"a":1}' } };
const situations: readonly (readonly [what: string, parts: object, reason: string, label: string])[] = [
  ['one share of 100 % for everybody', {}, 'STATIC', 'rolled out'],
  ['a rule that matched', { conditions: [rollout([keyIn('ana')])] }, 'TARGETING_MATCH', 'rolled out'],
  ['several shares', { conditions: [rollout([allKeys], { on: 100, off: 1 })] }, 'SPLIT', 'rolled out'],
  ['not in split', { trafficAllocation: 0, defaultTreatment: 'on' }, 'DEFAULT', 'not in split'],
  ['prerequisites not met', { prerequisites: [{ n: 'x', ts: [] }], defaultTreatment: 'on' }, 'DEFAULT', 'prerequisites not met'],
  ['killed', { killed: true, defaultTreatment: 'on' }, 'DISABLED', 'killed'],
];

describe('situations (2.2.4, 2.2.5, 2.2.6, §10.3)', () => {
  const factories = useFactories();
  const { bind } = useOpenFeature();

  for (const [what, parts, reason, label] of situations) {
    it(`${what}: ${reason}, the treatment for a variant, no error`, async () => {
      const bound = await bind(new SplitProvider('localhost', factories.files({ flags: [flag('f', { ...one, ...parts })] })));
      for (const [type, value] of [['boolean', true], ['string', 'on'], ['object', { a: 1 }]] as const) {
        const { flagMetadata, ...details } = await bound.ask(type, 'f');
        expect(details).to.deep.equal({ flagKey: 'f', value, variant: 'on', reason });
        expect(flagMetadata.label).to.equal(label);
      }
      expect(await bound.ask('number', 'f')).to.deep.include({ errorCode: 'TYPE_MISMATCH', value: -1 });
    });
  }

  it('the rule for everybody that a localhost file gets where it has none: the treatment off', async () => {
    const bound = await bind(new SplitProvider('localhost', factories.files({ flags: [flagOf('f', keyIn('bob'))] })));
    expect(await bound.ask('boolean', 'f')).to.deep.include({ value: false, variant: 'off', reason: 'TARGETING_MATCH' });
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

import { expect } from 'chai';
import { SplitProvider } from '#src/provider.js';
import { useFactories } from '../client/use-factories.js';
import { allKeys, flag, rollout } from '../definitions/build.js';
import { DEFAULTS, useOpenFeature, type Type } from './use-open-feature.js';

function serving(name: string, treatment: string, config?: unknown) {
  const configurations = config === undefined ? {} : { [treatment]: config };
  return flag(name, { conditions: [rollout([allKeys], { [treatment]: 100 })], configurations });
}

const flags = [
  ...[
    'on',
    'ON',
    'On',
    'true',
    'TRUE',
    'off',
    'Off',
    'false',
    'yes',
    '1',
    '0',
    '42',
    '4.50',
    '1e3',
    '10px',
    '-5',
    'Infinity',
    'NaN',
    '0x10',
    'beta',
    'control',
  ].map((treatment) => serving(treatment, treatment)),
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
  ...['on', '42', 'control', 'no config', 'text in config', 'null in config', 'number in config'].map((name): Bad => [
    name,
    'object',
    'TYPE_MISMATCH',
  ]),
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
    const { ask } = await bind(new SplitProvider('localhost', factories.files({ flags: secret }))).then((b) => ({
      ask: b.ask.bind(b),
    }));
    for (const [name, type] of [
      ['x', 'boolean'],
      ['x', 'number'],
      ['x', 'object'],
      ['y', 'object'],
    ] as const) {
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

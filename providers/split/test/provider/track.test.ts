import { expect } from 'chai';
import { SplitClient } from '#src/client/client.js';
import { SplitProvider } from '#src/provider.js';
import { Log } from '../client/log.js';
import { useFactories } from '../client/use-factories.js';
import { flag } from '../definitions/build.js';
import { ana, useOpenFeature } from './use-open-feature.js';

type Call = Parameters<SplitClient['track']>;

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

class Money {
  readonly amount = 5;
}

const details: readonly (readonly [what: string, details: object, value: unknown, properties: object])[] = [
  ['nothing', {}, undefined, {}],
  ['a value', { value: 5 }, 5, {}],
  ['zero', { value: 0 }, 0, {}],
  [
    'fields beside the value',
    { value: 1, plan: 'gold', n: 2, yes: true, no: null },
    1,
    { plan: 'gold', n: 2, yes: true, no: null },
  ],
  ['a date', { at: new Date(0) }, undefined, { at: '1970-01-01T00:00:00.000Z' }],
  ['a date that is none', { at: new Date(NaN) }, undefined, { at: null }],
  ['an object', { cart: { items: [{ id: 1 }] } }, undefined, { cart: '{"items":[{"id":1}]}' }],
  ['a list', { tags: ['a', 1] }, undefined, { tags: '["a",1]' }],
  ['an empty object and an empty list', { a: {}, b: [] }, undefined, { a: '{}', b: '[]' }],
  ['a date inside an object', { cart: { at: new Date(0) } }, undefined, { cart: '{"at":"1970-01-01T00:00:00.000Z"}' }],
  ['an object with itself inside', { cyclic }, undefined, { cyclic: null }],
  ['an object with a BigInt inside', { big: { n: 5n } }, undefined, { big: null }],
  ['an instance of a class', { money: new Money() }, undefined, { money: '{"amount":5}' }],
  [
    'hostile names',
    JSON.parse('{"__proto__": 1, "constructor": "c"}') as object,
    undefined,
    JSON.parse('{"__proto__": 1, "constructor": "c"}') as object,
  ],
];

describe('track (2.7.1, DECISIONS 19)', () => {
  const factories = useFactories();
  const { bind } = useOpenFeature();
  const calls: Call[] = [];
  let answers: boolean[] = [];
  const original = Object.getOwnPropertyDescriptor(SplitClient.prototype, 'track')!;

  beforeEach(() => {
    calls.length = 0;
    answers = [];
    const track = original.value as (...call: Call) => boolean;
    SplitClient.prototype.track = function (this: SplitClient, ...call: Call) {
      calls.push(call);
      const answer = track.apply(this, call);
      answers.push(answer);
      return answer;
    };
  });
  afterEach(() => {
    Object.defineProperty(SplitClient.prototype, 'track', original);
  });

  async function bound() {
    const log = new Log();
    const provider = new SplitProvider('localhost', { ...factories.files({ flags: [flag('x')] }), logger: log });
    const { client } = await bind(provider);
    return { log, provider, client };
  }

  for (const [what, given, value, properties] of details) {
    it(`takes ${what}`, async () => {
      const { client, log } = await bound();
      client.track('bought', ana, given as never);
      expect(calls).to.deep.equal([['ana', 'user', 'bought', value, properties]]);
      expect(answers).to.deep.equal([true]);
      expect(log.lines).to.deep.equal([]);
    });
  }

  const contexts: readonly (readonly [context: object, key: string, trafficType: string])[] = [
    [{ targetingKey: 'ana' }, 'ana', 'user'],
    [{ targetingKey: ' ana ' }, 'ana', 'user'],
    [{ targetingKey: 'ana', bucketingKey: 'b' }, 'ana', 'user'],
    [{ targetingKey: 'ana', trafficType: 'account' }, 'ana', 'account'],
    [{ targetingKey: 'ana', trafficType: ' account ' }, 'ana', 'account'],
    [{ targetingKey: 'ana', trafficType: ' ' }, 'ana', 'user'],
    [{ targetingKey: 'ana', trafficType: 5 }, 'ana', 'user'],
    [{ targetingKey: 'ana', trafficType: null }, 'ana', 'user'],
  ];
  for (const [context, key, trafficType] of contexts) {
    it(`is for ${key} and ${trafficType} under ${JSON.stringify(context)}`, async () => {
      const { client } = await bound();
      client.track('bought', context as never, { value: 1 });
      expect(calls).to.deep.equal([[key, trafficType, 'bought', 1, {}]]);
    });
  }

  for (const context of [
    {},
    { targetingKey: '' },
    { targetingKey: 5 },
    { targetingKey: 'k'.repeat(251) },
    { targetingKey: 'ana', bucketingKey: '' },
  ]) {
    it(`drops an event without a usable key, with one warning: ${JSON.stringify(context).slice(0, 60)}`, async () => {
      const { client, log } = await bound();
      for (let i = 0; i < 3; i++) client.track('bought', context as never, { value: 1 });
      expect(calls).to.deep.equal([]);
      expect(log.at('warn', 'error')).to.have.lengthOf(1);
    });
  }

  for (const [name, given] of [
    ['bought something', {}],
    ['', {}],
    ['bought', { value: 'much' }],
    ['bought', { value: NaN }],
    ['bought', { a: 'x'.repeat(40_000) }],
  ] as const) {
    it(`says once that an event was refused: "${name}" ${JSON.stringify(given).slice(0, 40)}`, async () => {
      const { client, log } = await bound();
      for (let i = 0; i < 3; i++) client.track(name, ana, given as never);
      expect(answers).to.deep.equal([false, false, false]);
      expect(log.at('warn', 'error')).to.have.lengthOf(1);
    });
  }

  it('does not throw, whatever it is given', async () => {
    const { provider } = await bound();
    const fail = (): never => {
      throw new Error('hunter2');
    };
    const hostile = [
      null,
      undefined,
      5,
      Symbol('x'),
      () => 1,
      {
        get value() {
          return fail();
        },
      },
      { a: { toJSON: fail } },
      { a: Symbol('x') },
      { a: () => 1 },
      new Proxy({}, { ownKeys: fail, get: fail }),
    ];
    for (const given of hostile) {
      for (const context of [ana, given]) provider.track('bought', context as never, given as never);
      provider.track(given as never, ana, {});
    }
  });

  it('keeps an event as it was when it was told', async () => {
    const { client } = await bound();
    const given = { cart: { items: 1 } };
    client.track('bought', ana, given);
    given.cart.items = 2;
    expect(calls[0]![4]).to.deep.equal({ cart: '{"items":1}' });
  });
});

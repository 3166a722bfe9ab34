import { expect } from 'chai';
import fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import type { SplitClient } from '#src/client/client.js';
import { dependsOn, flag, flagOf, inRuleBasedSegment, matcher, rollout } from '../definitions/build.js';
import { anything, hostile } from '../validation/hostile.js';
import { richFlag, richSegment } from '../wire/rich.js';
import { useFactories } from './use-factories.js';

const numeric = matcher('BETWEEN', { betweenMatcherData: { dataType: 'NUMBER', start: 0, end: 10 } }, 'v');
const flags = [
  flag('gate'),
  richFlag,
  flagOf('by attribute', numeric),
  flagOf('by rule', inRuleBasedSegment('beta')),
  flagOf('by flag', dependsOn('rich', 'on')),
  flag('by sets', {
    sets: ['s'],
    conditions: [
      rollout([numeric]),
      rollout([matcher('EQUAL_TO_SET', { whitelistMatcherData: { whitelist: ['a'] } }, 'v')]),
    ],
  }),
];
const names = flags.map(({ name }) => name);
const content = { flags, ruleBasedSegments: [richSegment], segments: { staff: ['ana'], blocked: ['bob'] } };

const secret = 'hunter2';
const fail = (): never => {
  throw new Error(secret);
};

/** Calls everything, and expects answers. */
function ask(client: SplitClient, key: unknown, name: unknown, attributes: unknown, options?: unknown): void {
  const rest = [attributes, options] as [Record<string, unknown>, object];
  expect(client.getTreatment(key as string, name as string, ...rest)).to.be.a('string');
  expect(client.getTreatmentWithConfig(key as string, name as string, ...rest).treatment).to.be.a('string');
  for (const treatment of Object.values(client.getTreatments(key as string, [name, 'gate'] as string[], ...rest))) {
    expect(treatment).to.be.a('string');
  }
  for (const { treatment } of Object.values(client.getTreatmentsWithConfig(key as string, name as string[], ...rest))) {
    expect(treatment).to.be.a('string');
  }
  expect(client.getTreatmentsByFlagSets(key as string, name as string[], ...rest)).to.be.an('object');
  expect(client.getTreatmentsWithConfigByFlagSet(key as string, 's', ...rest)).to.be.an('object');
}

/** An object of another realm: a plain one, as good as one of ours. */
function foreign(source: string): unknown {
  return runInNewContext(`(${source})`);
}

/** Traps that work a number of times, and then throw. */
function failingAfter(calls: number): object {
  let left = calls;
  const trap = (): void => {
    if (left-- <= 0) fail();
  };
  return new Proxy<Record<string, unknown>>(
    { v: 5 },
    {
      get: (target, name) => (trap(), target[name as string]),
      getPrototypeOf: () => (trap(), Object.prototype),
      getOwnPropertyDescriptor: (target, name) => (trap(), Object.getOwnPropertyDescriptor(target, name)),
      has: (target, name) => (trap(), name in target),
      ownKeys: (target) => (trap(), Object.keys(target)),
    },
  );
}

/** Made anew for each call: some of them change as they are read. */
const attributes: readonly (readonly [what: string, make: () => unknown])[] = [
  ...hostile.map(([what, value]): [string, () => unknown] => [what, () => value]),
  ...hostile.map(([what, value]): [string, () => unknown] => [`${what} as a value`, () => ({ v: value })]),
  ['a getter that throws, of another realm', () => foreign(`{ get v() { throw new Error("${secret}") } }`)],
  ['a getter that throws something odd', () => throwing(Object.create(null))],
  ['a getter that throws nothing', () => throwing(undefined)],
  ['an error whose message throws', () => throwing(Object.defineProperty(new Error(), 'message', { get: fail }))],
  ['a revoked proxy that is thrown', () => throwing(hostile.find(([what]) => what === 'a revoked proxy')![1])],
  ['a text that throws when it is made', () => ({ v: { toString: fail, valueOf: fail, [Symbol.toPrimitive]: fail } })],
  ['a list that throws when it is read', () => ({ v: new Proxy(['a'], { get: fail }) })],
  ['a Set whose elements throw', () => ({ v: new Set([{ toString: fail }]) })],
  ['a Set that is patched', () => ({ v: Object.assign(new Set(['a']), { [Symbol.iterator]: fail }) })],
  ['a Date that is patched', () => ({ v: Object.assign(new Date(0), { getTime: fail, valueOf: fail }) })],
  ['a Date that is none', () => ({ v: Object.create(Date.prototype) as unknown })],
  ['a Set that is none', () => ({ v: Object.create(Set.prototype) as unknown })],
  [
    'hostile names',
    () => JSON.parse('{"__proto__": {"v": 5}, "constructor": 1, "toString": 2, "hasOwnProperty": 3}') as unknown,
  ],
  ...Array.from({ length: 8 }, (_, calls): [string, () => unknown] => [
    `a proxy that throws at call ${calls + 1}`,
    () => failingAfter(calls),
  ]),
];

function throwing(thrown: unknown): object {
  return {
    get v(): never {
      throw thrown;
    },
  };
}

describe('an evaluation is answered whatever it is asked', () => {
  const factories = useFactories();
  let client: SplitClient;
  beforeEach(async () => {
    client = (await factories.ready(content)).client;
  });

  for (const [what, value] of hostile) {
    it(`with ${what} as the key`, () => {
      for (const name of names) ask(client, value, name, {});
      ask(client, { matchingKey: value, bucketingKey: value }, 'rich', {});
    });

    it(`with ${what} as the name of a flag, and as the options`, () => {
      ask(client, 'ana', value, {});
      ask(client, 'ana', 'rich', {}, value);
      ask(client, 'ana', 'rich', {}, { properties: value });
    });
  }

  it('with any value at all in any place', () => {
    fc.assert(
      fc.property(anything, anything, anything, (one, other, more) => {
        ask(client, one, 'rich', other, more);
        ask(client, 'ana', one, { v: other }, { properties: more });
        ask(client, 'ana', 'by sets', one, { properties: { p: more } });
      }),
    );
  });
});

describe('attributes are answered whatever they are', () => {
  const factories = useFactories();

  for (const [what, make] of attributes) {
    it(what, async () => {
      const { client } = await factories.ready(content);
      const given = () => make() as Record<string, unknown>;
      for (const name of ['by attribute', 'rich', 'by flag', 'by sets']) {
        expect(client.getTreatment('ana', name, given()), name).to.be.a('string');
        expect(client.getTreatmentWithConfig('ana', name, given()).treatment, name).to.be.a('string');
        expect(client.getTreatments('ana', [name, 'gate'], given()), name).to.have.keys(name, 'gate');
      }
      expect(client.getTreatmentsByFlagSet('ana', 's', given())).to.have.keys('by sets');
    });
  }
});

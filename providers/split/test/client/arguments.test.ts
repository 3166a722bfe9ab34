import { expect } from 'chai';
import { runInNewContext } from 'node:vm';
import type { SplitClient } from '#src/client/client.js';
import type { Attributes } from '#src/validation/attributes.js';
import { attributeIs, flag, flagOf, keyIn } from '../definitions/build.js';
import { show } from '../definitions/show.js';
import { useFactories } from './use-factories.js';

class Person {
  plan = 'gold';
}

const flags = [
  flag('x'),
  flagOf('for 5', keyIn('5')),
  flagOf('for ana', keyIn('ana')),
  flagOf('for gold', attributeIs('plan', 'gold')),
];

/** Every way of asking, with its answer for `x` made comparable. */
const ways: Readonly<
  Record<string, (client: SplitClient, key: unknown, name: unknown, attributes?: unknown) => unknown>
> = {
  getTreatment: (client, key, name, attributes) =>
    client.getTreatment(key as string, name as string, attributes as Attributes),
  getTreatmentWithConfig: (client, key, name, attributes) => {
    const { treatment, config } = client.getTreatmentWithConfig(
      key as string,
      name as string,
      attributes as Attributes,
    );
    return config === null ? treatment : `${treatment} with ${config}`;
  },
};

describe('the arguments of an evaluation (§3.1)', () => {
  const factories = useFactories();
  const ready = () => factories.ready({ flags });

  const badKeys = [
    undefined,
    null,
    NaN,
    Infinity,
    -Infinity,
    true,
    [],
    ['ana'],
    {},
    '',
    '  ',
    '\t\n',
    'k'.repeat(251),
    Symbol('k'),
    5n,
    () => 'k',
    new Date(),
    { matchingKey: 'ana' },
    { bucketingKey: 'ana' },
    { matchingKey: 'ana', bucketingKey: '' },
    { matchingKey: '', bucketingKey: 'ana' },
    { matchingKey: 'ana', bucketingKey: NaN },
    { matchingKey: null, bucketingKey: 'ana' },
    { matchingKey: 'ana', bucketingKey: 'k'.repeat(251) },
  ];
  for (const key of badKeys) {
    it(`a key ${show(key)} gives control, with one error`, async () => {
      for (const way of Object.values(ways)) {
        const { client, log } = await ready();
        expect(way(client, key, 'x')).to.equal('control');
        expect(way(client, key, 'x')).to.equal('control');
        expect(log.at('error')).to.have.lengthOf(1);
        expect(log.at('warn')).to.deep.equal([]);
      }
    });

    it(`a key ${show(key)} gives control for every flag that was asked for`, async () => {
      const { client } = await ready();
      expect(client.getTreatments(key as string, ['x', 'for ana'])).to.deep.equal({
        x: 'control',
        'for ana': 'control',
      });
      expect(client.getTreatmentsWithConfig(key as string, ['x'])).to.deep.equal({
        x: { treatment: 'control', config: null },
      });
    });
  }

  const goodKeys: readonly (readonly [key: unknown, name: string, warnings: number])[] = [
    ['ana', 'for ana', 0],
    [' ana\u00a0', 'for ana', 1],
    [5, 'for 5', 1],
    [5.0, 'for 5', 1],
    [{ matchingKey: 'ana', bucketingKey: 'b' }, 'for ana', 0],
    [{ matchingKey: ' ana', bucketingKey: 5 }, 'for ana', 2],
    [{ matchingKey: 5, bucketingKey: 'b' }, 'for 5', 1],
    ['k'.repeat(250), 'x', 0],
    [` ${'k'.repeat(250)} `, 'x', 1],
    ['\u{1f680}'.repeat(125), 'x', 0],
    ['\ud800', 'x', 0],
    ['__proto__', 'x', 0],
  ];
  for (const [key, name, warnings] of goodKeys) {
    it(`a key ${show(key)} is used, with ${warnings} warnings`, async () => {
      for (const way of Object.values(ways)) {
        const { client, log } = await ready();
        expect(way(client, key, name)).to.equal('on');
        expect(log.at('warn', 'error')).to.have.lengthOf(warnings);
      }
    });
  }

  for (const name of [undefined, null, 5, {}, [], ['x'], '', ' ', Symbol('x'), new String('x')]) {
    it(`a flag name ${show(name)} gives control, with one error`, async () => {
      for (const way of Object.values(ways)) {
        const { client, log } = await ready();
        expect(way(client, 'ana', name)).to.equal('control');
        expect(log.at('error')).to.have.lengthOf(1);
      }
    });
  }

  for (const name of [' x', 'x ', '\u00a0x\ufeff', '\nx\t']) {
    it(`a flag name ${show(name)} is trimmed, with a warning`, async () => {
      const { client, log } = await ready();
      expect(client.getTreatment('ana', name)).to.equal('on');
      expect(client.getTreatments('ana', [name, 'x'])).to.deep.equal({ x: 'on' });
      expect(log.at('warn')).to.have.lengthOf(2);
    });
  }

  for (const names of [undefined, null, [], {}, 'x', 5, new Set(['x']), [null, 5, '', ' ', {}]]) {
    it(`a list of flag names ${show(names)} gives {}`, async () => {
      const { client, log } = await ready();
      expect(client.getTreatments('ana', names as string[])).to.deep.equal({});
      expect(client.getTreatmentsWithConfig('ana', names as string[])).to.deep.equal({});
      expect(log.at('error')).to.have.lengthOf(2);
    });
  }

  it('a list of flag names loses what is invalid and what is double', async () => {
    const { client } = await ready();
    const names = ['x', null, ' for ana ', 'x', '', 5, 'for ana'] as string[];
    expect(client.getTreatments('ana', names)).to.deep.equal({ x: 'on', 'for ana': 'on' });
    expect(client.getTreatmentsWithConfig('ana', names)).to.have.keys('x', 'for ana');
  });

  const badAttributes = [
    [],
    new Map([['plan', 'gold']]),
    new Person(),
    Object.create(null),
    'plan',
    5,
    true,
    new Date(),
    Symbol('a'),
    () => 1,
  ];
  for (const attributes of badAttributes) {
    it(`attributes ${show(attributes)} give control, with one error`, async () => {
      for (const way of Object.values(ways)) {
        const { client, log } = await ready();
        expect(way(client, 'ana', 'for gold', attributes)).to.equal('control');
        expect(log.at('error')).to.have.lengthOf(1);
      }
      const { client } = await ready();
      expect(client.getTreatments('ana', ['x'], attributes as Attributes)).to.deep.equal({ x: 'control' });
    });
  }

  it('attributes of another realm are plain objects too', async () => {
    const { client } = await ready();
    for (const way of Object.values(ways)) {
      expect(way(client, 'ana', 'for gold', runInNewContext('({ plan: "gold" })'))).to.equal('on');
    }
  });

  for (const options of [5, 'x', [], { properties: 5 }, { properties: [] }, { properties: new Map() }]) {
    it(`evaluation options ${show(options)} are ignored, and the call is answered`, async () => {
      const { client } = await ready();
      expect(client.getTreatment('ana', 'x', {}, options as object)).to.equal('on');
      expect(client.getTreatmentWithConfig('ana', 'x', {}, options as object).treatment).to.equal('on');
    });
  }

  it('by flag set, an invalid key gives control for each flag of the set', async () => {
    const { client } = await factories.ready({ flags: [flag('a', { sets: ['s'] }), flag('b')] });
    expect(client.getTreatmentsByFlagSet('', 's')).to.deep.equal({ a: 'control' });
  });
});

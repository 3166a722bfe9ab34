import { expect } from 'chai';
import { setImmediate } from 'node:timers/promises';
import { useFactories } from '../client/use-factories.js';
import { dependsOn, flag, flagOf } from '../definitions/build.js';
import { Heard } from './listening.js';

const flags = [
  flag('a', { sets: ['s'] }),
  flag('b', { sets: ['s'] }),
  flag('needing', { prerequisites: [{ n: 'a', ts: ['on'] }] }),
  flagOf('depending', dependsOn('b', 'on')),
];

describe('the impression listener (§6.2)', () => {
  const factories = useFactories();
  let heard: Heard;
  beforeEach(() => {
    heard = new Heard();
  });
  const ready = () => factories.ready({ flags }, { impressionListener: heard });

  it('is called in a later turn, never inside an evaluation', async () => {
    const { client } = await ready();
    client.getTreatment('ana', 'a');
    expect(heard.data).to.deep.equal([]);
    await Promise.resolve();
    expect(heard.data).to.deep.equal([]);
  });

  it('hears everything before destroy resolves, in the order of the evaluations', async () => {
    const { client, factory } = await ready();
    const keys = Array.from({ length: 1_000 }, (_, i) => `user-${i}`);
    for (const key of keys) client.getTreatment(key, 'a');
    await factory.destroy();
    expect(heard.impressions.map(({ keyName }) => keyName)).to.deep.equal(keys);
  });

  it('hears everything before a destroy resolves that was called twice', async () => {
    const { client, factory } = await ready();
    for (let i = 0; i < 500; i++) client.getTreatment('ana', 'a');
    const first = factory.destroy();
    await factory.destroy();
    expect(heard.data).to.have.lengthOf(500);
    await first;
  });

  it('hears of each flag once in the methods for several, in the order of the answers', async () => {
    const { client, factory } = await ready();
    client.getTreatments('ana', ['b', 'a', 'b', ' a ']);
    client.getTreatmentsWithConfig('ana', ['needing', 'a']);
    await factory.destroy();
    expect(heard.features).to.deep.equal(['b', 'a', 'needing', 'a']);
  });

  it('hears of each flag once by flag set', async () => {
    const { client, factory } = await ready();
    client.getTreatmentsByFlagSets('ana', ['s', 's', 'nowhere']);
    client.getTreatmentsWithConfigByFlagSet('ana', 's');
    await factory.destroy();
    expect(heard.features).to.deep.equal(['a', 'b', 'a', 'b']);
  });

  it('hears nothing of prerequisites and dependencies', async () => {
    const { client, factory } = await ready();
    client.getTreatments('ana', ['needing', 'depending']);
    await factory.destroy();
    expect(heard.features).to.deep.equal(['needing', 'depending']);
  });

  it('hears nothing of unknown flags, of what was refused, and of events', async () => {
    const { client, factory } = await ready();
    client.getTreatment('ana', 'nowhere');
    client.getTreatments('ana', ['nowhere']);
    client.getTreatment('', 'a');
    client.getTreatment('ana', '');
    client.getTreatment('ana', 'a', [] as never);
    client.getTreatmentsByFlagSet('', 's');
    client.track('ana', 'user', 'bought');
    await factory.destroy();
    expect(heard.data).to.deep.equal([]);
  });

  it('hears "not ready" of each flag that was asked too early, but nothing by flag set', async () => {
    const { factory } = factories.make({ flags }, { impressionListener: heard });
    const client = factory.client();
    client.getTreatment('ana', 'a');
    client.getTreatments('ana', ['b', 'nowhere']);
    client.getTreatmentsByFlagSet('ana', 's');
    await factory.destroy();
    expect(
      heard.impressions.map(({ feature, treatment, label, changeNumber }) => [feature, treatment, label, changeNumber]),
    ).to.deep.equal([
      ['a', 'control', 'not ready', undefined],
      ['b', 'control', 'not ready', undefined],
      ['nowhere', 'control', 'not ready', undefined],
    ]);
  });

  it('may be a method that needs its object', async () => {
    const { client, factory } = await ready();
    client.getTreatment('ana', 'a');
    await factory.destroy();
    expect(heard.features).to.deep.equal(['a']);
  });
});

/** No error at all, whatever its type says. */
const nothing = undefined as unknown as Error;

describe('a listener that fails', () => {
  const factories = useFactories();

  const kinds: readonly (readonly [what: string, fail: () => unknown])[] = [
    [
      'throws',
      () => {
        throw new Error('hunter2');
      },
    ],
    ['rejects', () => Promise.reject(new Error('hunter2'))],
    ['rejects with nothing', () => Promise.reject(nothing)],
    [
      'rejects by a promise of its own make',
      () => ({ then: (_: unknown, reject: (error: unknown) => void) => reject(new Error('hunter2')) }),
    ],
    [
      'gives a promise that throws',
      () => ({
        get then(): never {
          throw new Error('hunter2');
        },
      }),
    ],
    ['never comes to an end', () => new Promise(() => undefined)],
  ];
  for (const [what, fail] of kinds) {
    it(`by which it ${what} hears the rest, and harms nobody`, async () => {
      let calls = 0;
      const logImpression = (): unknown => (calls++, fail());
      const { client, factory, log } = await factories.ready({ flags }, { impressionListener: { logImpression } });
      for (let i = 0; i < 10; i++) expect(client.getTreatment('ana', 'a')).to.equal('on');
      await factory.destroy();
      await setImmediate();
      expect(calls).to.equal(10);
      expect(log.lines).to.have.lengthOf(what.startsWith('never') ? 0 : 1);
      expect(log.toString()).to.not.include('hunter2');
    });
  }

  it('by evaluating again does not go round in a circle within one turn', async () => {
    const { client, factory } = await factories.ready(
      { flags },
      {
        impressionListener: { logImpression: () => (calls++ < 20 ? client.getTreatment('ana', 'b') : undefined) },
      },
    );
    let calls = 0;
    client.getTreatment('ana', 'a');
    expect(calls).to.equal(0);
    while (calls < 20) await setImmediate();
    await factory.destroy();
  });

  it('by destroying the factory is no trouble', async () => {
    let destroying: Promise<void> | undefined;
    const { client, factory } = await factories.ready(
      { flags },
      {
        impressionListener: {
          logImpression: () => {
            destroying ??= factory.destroy();
          },
        },
      },
    );
    client.getTreatments('ana', ['a', 'b']);
    while (destroying === undefined) await setImmediate();
    await destroying;
    expect(client.getTreatment('ana', 'a')).to.equal('control');
  });

  it('by being slow loses no more than the queue cannot hold, and says so', async () => {
    const heard = new Heard();
    const { client, factory, log } = await factories.ready({ flags }, { impressionListener: heard });
    for (let i = 0; i < 10_500; i++) client.getTreatment('ana', 'a');
    await factory.destroy();
    expect(heard.data).to.have.lengthOf(10_000);
    expect(log.at('warn')).to.have.lengthOf(1);
    expect(log.at('warn')[0]).to.include('dropped');
  });

  it('by being slow does not hold more than the queue may weigh, properties counted', async () => {
    const heard = new Heard();
    const { client, factory } = await factories.ready({ flags }, { impressionListener: heard });
    const properties = { text: 'x'.repeat(10_000) };
    for (let i = 0; i < 2_000; i++) client.getTreatment('ana', 'a', {}, { properties: { ...properties } });
    await factory.destroy();
    // 20,000 bytes each: 5 MiB hold no more than 262 of them.
    expect(heard.data.length).to.be.below(300);
  });
});

import { expect } from 'chai';
import type { FeatureFlagCoEmulator } from '@polyflag/emulators';
import { ask, type Answered } from '../support/ask.js';
import { featureFlagCoInTest } from '../support/featureflag-co.js';

// The examples of spec §8.2 and §8.3.
const user = {
  keyId: 'ann',
  userName: 'Ann',
  email: '',
  country: 'FR',
  customizedProperties: [{ name: 'age', value: '31' }],
};
const usage = {
  user,
  userVariations: [
    {
      featureFlagKeyName: 'payments',
      sendToExperiment: true,
      timestamp: 1663656999123,
      variation: { localId: 1, variationValue: 'true', reason: 'fall through all rules' },
    },
  ],
};
const metric = {
  user,
  metrics: [
    { eventName: 'order-paid', numericValue: 1, route: 'index/metric', type: 'CustomEvent', appType: 'nodeserverside' },
  ],
};

describe('the events that the featureflag.co emulator takes', () => {
  const { emulated } = featureFlagCoInTest();

  async function posting(): Promise<{
    emulator: FeatureFlagCoEmulator;
    post: (body: unknown) => Promise<Answered>;
    url: string;
  }> {
    const emulator = await emulated();
    const url = `${emulator.urls.events}/api/public/track`;
    const headers = { envSecret: emulator.envSecret };
    const post = async (body: unknown) =>
      ask(url, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
    return { emulator, post, url };
  }

  it('are sorted by what they are', async () => {
    const { emulator, post } = await posting();
    expect(await post([usage, metric, usage])).to.deep.include({ status: 200, body: { code: 200, message: 'OK' } });
    expect(emulator.usageEvents).to.deep.equal([usage, usage]);
    expect(emulator.metricEvents).to.deep.equal([metric]);
  });

  it('are skipped where they lack a user or anything to say, and none is fine', async () => {
    const { emulator, post } = await posting();
    const lacking = [
      { userVariations: usage.userVariations },
      { user: { keyId: '' }, metrics: metric.metrics },
      { user },
    ];
    for (const body of [[], lacking]) expect((await post(body)).status).to.equal(200);
    expect([emulator.usageEvents, emulator.metricEvents]).to.deep.equal([[], []]);
  });

  it('are refused, all of them, where a value has another type', async () => {
    const { emulator, post } = await posting();
    const [variation] = usage.userVariations;
    for (const bad of [
      { ...usage, user: { ...user, customizedProperties: [{ name: 'age', value: 31 }] } },
      { ...usage, userVariations: [{ ...variation, timestamp: 1.5 }] },
      { ...usage, userVariations: [{ ...variation, variation: { localId: '1', variationValue: 'true' } }] },
      { ...metric, metrics: [{ ...metric.metrics[0], numericValue: '1' }] },
      7,
    ]) {
      expect((await post([usage, bad])).status).to.equal(400);
    }
    for (const body of ['no JSON', {}, '']) expect((await post(body)).status).to.equal(400);
    expect(emulator.usageEvents).to.deep.equal([]);
  });

  it('need a secret', async () => {
    const { post, url, emulator } = await posting();
    for (const headers of [{}, { envSecret: '' }, { envSecret: 'bm8gaWRz' }] as Record<string, string>[]) {
      expect((await ask(url, { method: 'POST', headers, body: JSON.stringify([usage]) })).status).to.equal(401);
    }
    emulator.answerErrors('/api/public/track', 503, 1);
    expect((await post([usage])).status).to.equal(503);
    expect((await post([usage])).status).to.equal(200);
    expect(emulator.usageEvents).to.have.length(1);
  });
});

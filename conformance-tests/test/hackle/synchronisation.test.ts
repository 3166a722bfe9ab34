import { OpenFeature, ProviderEvents } from '@openfeature/server-sdk';
import { silentLogger } from '@polyflag/core-engine';
import { HackleEmulator } from '@polyflag/emulators';
import { HackleClient, HackleProvider, type HackleConfig } from '@polyflag/hackle-provider';
import { expect } from 'chai';
import { plain, readPage, rowsOf } from '../packages/support/page.js';

const KEY = 'server-sdk-key';
const CONFIG = `/api/v2/workspaces/${KEY}/config`;
const EVENTS = '/api/v2/events';

/** An A/B test that gives everybody one variation: A is 1, B is 2. */
function experiment(key: number, variationId: 1 | 2): Parameters<HackleEmulator['putExperiment']>[0] {
  return {
    key,
    variations: [
      { id: 1, key: 'A' },
      { id: 2, key: 'B' },
    ],
    execution: { status: 'RUNNING', version: 1, defaultRule: { type: 'VARIATION', variationId } },
  };
}

describe('Hackle over real sockets', () => {
  const emulator = new HackleEmulator({ keys: [KEY] });
  const clients: HackleClient[] = [];

  before(() => emulator.start());
  beforeEach(() => {
    emulator.load({});
    emulator.putExperiment(experiment(42, 2));
    emulator.putEventType({ id: 3072, key: 'purchase' });
    emulator.forget();
  });
  afterEach(async () => {
    emulator.answerNormally();
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await OpenFeature.clearProviders();
    OpenFeature.clearHandlers();
  });
  after(() => emulator.stop());

  function client(more: HackleConfig = {}, key = KEY): HackleClient {
    const made = new HackleClient(key, { urls: emulator.urls, logger: silentLogger, ...more });
    clients.push(made);
    return made;
  }

  it('evaluates what the backend defines, and tells the backend', async () => {
    const hackle = client();
    await hackle.initialize();
    expect(hackle.variation(42, 'ann')).to.equal('B');
    hackle.track({ key: 'purchase', value: 13_200 }, { id: 'ann', deviceId: 'd' });
    expect(await hackle.flush()).to.equal(true);
    expect(emulator.exposures).to.have.length(1);
    expect(emulator.exposures[0]).to.deep.include({ userId: 'ann', experimentKey: 42, variationKey: 'B' });
    expect(emulator.tracks[0]).to.deep.include({
      eventTypeId: 3072,
      eventTypeKey: 'purchase',
      value: 13_200,
      identifiers: { $id: 'ann', $deviceId: 'd' },
    });
    const [asked] = emulator.requests;
    expect(asked).to.include({ method: 'GET', path: CONFIG });
    expect(asked?.headers).to.include({ 'x-hackle-sdk-key': KEY, 'x-hackle-sdk-name': 'nodejs-polyflag' });
  });

  it('shares one poll and one queue between all that are made with one key, and starts anew after the last', async () => {
    const [one, other] = [client(), client()];
    const provider = new HackleProvider(KEY, { urls: emulator.urls, logger: silentLogger });
    await Promise.all([one.initialize(), other.initialize(), OpenFeature.setProviderAndWait('shared', provider)]);
    expect(emulator.requests.map(({ path }) => path)).to.deep.equal([CONFIG]);
    await one.close();
    expect(one.variation(42, 'ann', 'none')).to.equal('none');
    const answer = await OpenFeature.getClient('shared').getStringValue('42', 'none', { targetingKey: 'ann' });
    expect([other.variation(42, 'ann'), answer]).to.deep.equal(['B', 'B']);
    await other.close();
    await OpenFeature.clearProviders();
    expect(emulator.exposures).to.have.length(2);
    emulator.putExperiment(experiment(42, 1));
    await one.initialize();
    expect(one.variation(42, 'ann')).to.equal('A');
    expect(emulator.requests.filter(({ path }) => path === CONFIG)).to.have.length(2);
  });

  it('delivers 5,000 events at close, each once', async () => {
    const hackle = client();
    await hackle.initialize();
    for (let value = 0; value < 5_000; value++) hackle.track({ key: 'purchase', value }, 'ann');
    await hackle.close();
    expect(emulator.tracks.map(({ value }) => value)).to.deep.equal(Array.from({ length: 5_000 }, (_, i) => i));
    expect(new Set(emulator.tracks.map(({ insertId }) => insertId)).size).to.equal(5_000);
  });

  it('tells the backend in metrics what the README lists', async () => {
    const hackle = client();
    await hackle.initialize();
    hackle.variation(42, 'ann');
    hackle.isFeatureOn(7, 'ann');
    hackle.remoteConfig('ann').get('nothing', 'none');
    await hackle.close();
    const told = emulator.metrics.map(({ name, tags }) => [name, Object.keys(tags).join(', ')] as const);
    const rows = rowsOf(readPage('providers/hackle/README.md'), 'metric', 'counts', 'told apart by');
    const listed = rows.map((row) => [plain(row, 'metric'), plain(row, 'told apart by')] as const);
    expect(Object.fromEntries(told)).to.deep.equal(Object.fromEntries(listed));
    expect(emulator.metrics.find(({ name }) => name === 'experiment.decision')).to.deep.include({
      type: 'TIMER',
      tags: { key: '42', variation: 'B', reason: 'TRAFFIC_ALLOCATED' },
    });
  });

  it('gives up a close at its time when the backend does not answer', async () => {
    const hackle = client({ closeTimeoutMillis: 100 });
    await hackle.initialize();
    hackle.track('purchase', 'ann');
    emulator.leaveUnanswered(EVENTS);
    await hackle.close();
    expect(emulator.tracks).to.deep.equal([]);
  });

  it('is FATAL with a key that the backend does not know', async () => {
    const provider = new HackleProvider('another key', { urls: emulator.urls, logger: silentLogger });
    const error: unknown = await OpenFeature.setProviderAndWait('fatal', provider).catch((caught: unknown) => caught);
    expect(error).to.include({ code: 'PROVIDER_FATAL' });
    expect(OpenFeature.getClient('fatal').providerStatus).to.equal('FATAL');
  });

  it('is not ready within its time when the backend does not answer, and READY when it does @slow', async () => {
    emulator.leaveUnanswered(CONFIG, 1);
    const provider = new HackleProvider(KEY, {
      urls: emulator.urls,
      logger: silentLogger,
      initTimeoutMillis: 100,
    });
    const error: unknown = await OpenFeature.setProviderAndWait('late', provider).catch((caught: unknown) => caught);
    expect(error).to.include({ code: 'PROVIDER_NOT_READY' });
    const ready = new Promise((resolve) => OpenFeature.getClient('late').addHandler(ProviderEvents.Ready, resolve));
    emulator.cutConnections();
    await ready;
    const answer = await OpenFeature.getClient('late').getStringValue('42', 'none', { targetingKey: 'ann' });
    expect(answer).to.equal('B');
  }).timeout(10_000);
});

import { ManualClock } from '@polyflag/core-engine';
import type { AmplitudeProviderConfig } from '@polyflag/amplitude-provider';
import { expect } from 'chai';
import { answering, Loopback, type Respond } from '../support/loopback.js';
import { Lines } from '../support/logs.js';
import { Providers } from '../support/provider.js';

type Event = Readonly<Record<string, unknown>>;

const flags = {
  exp: { key: 'treatment', value: 'v', metadata: { flagType: 'experiment', experimentKey: 'exp-1' } },
  rel: { key: 'on', value: 'on' },
  off: { key: 'off', metadata: { default: true } },
  quiet: { key: 'on', value: 'on', metadata: { trackExposure: false } },
};

describe('the provider, reporting', () => {
  const loopback = new Loopback();
  const providers = new Providers();
  let clock: ManualClock;
  let ingestion: Respond;

  beforeEach(() => {
    clock = new ManualClock(1_700_000_000_000);
    ingestion = answering({ code: 200 });
  });

  afterEach(async () => {
    await providers.close();
    await loopback.close();
  });

  async function open(config: AmplitudeProviderConfig = { analyticsApiKey: 'analytics-key' }) {
    const url = await loopback.serve((response, count, request) => {
      const respond = request.url.startsWith('/sdk/') ? answering(flags) : ingestion;
      respond(response, count, request);
    });
    return providers.open({ urls: { server: url, analytics: url }, ...config }, clock);
  }

  function batches(): Event[] {
    return loopback.arrivals.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body) as Event);
  }

  function events(): Event[] {
    return batches().flatMap((batch) => batch.events as Event[]);
  }

  const ann = { targetingKey: 'ann', deviceId: 'd1', groups: { org: 'acme' } };

  it('tells once what a user was exposed to, when it is closed at the latest', async () => {
    const provider = await open();
    for (let i = 0; i < 3; i++) {
      await provider.resolveStringEvaluation('exp', '', ann);
      await provider.resolveBooleanEvaluation('rel', false, ann);
    }
    await provider.onClose();
    expect(loopback.arrivals.map(({ url }) => url)).to.deep.equal(['/sdk/v2/vardata?v=0', '/2/httpapi']);
    expect(batches()[0]).to.include({ api_key: 'analytics-key', client_upload_time: '2023-11-14T22:13:20.000Z' });
    expect(events()).to.deep.equal([
      {
        event_type: '[Experiment] Exposure',
        user_id: 'ann',
        device_id: 'd1',
        event_properties: {
          '[Experiment] Flag Key': 'exp',
          '[Experiment] Variant': 'treatment',
          '[Experiment] Experiment Key': 'exp-1',
          metadata: { flagType: 'experiment', experimentKey: 'exp-1' },
        },
        user_properties: { $set: { '[Experiment] exp': 'treatment' }, $unset: {} },
        groups: { org: ['acme'] },
        insert_id: 'ann d1 654867068 19675',
        time: 1_700_000_000_000,
        event_id: 1,
        library: 'polyflag-amplitude/0.1.0',
      },
      {
        event_type: '[Experiment] Exposure',
        user_id: 'ann',
        device_id: 'd1',
        event_properties: { '[Experiment] Flag Key': 'rel', '[Experiment] Variant': 'on' },
        user_properties: { $set: { '[Experiment] rel': 'on' }, $unset: {} },
        groups: { org: ['acme'] },
        insert_id: 'ann d1 -939209907 19675',
        time: 1_700_000_000_000,
        event_id: 2,
        library: 'polyflag-amplitude/0.1.0',
      },
    ]);
  });

  it('tells it of each user, and again a day later', async () => {
    const provider = await open();
    const ask = (targetingKey: string) => provider.resolveBooleanEvaluation('rel', false, { targetingKey });
    await ask('ann');
    await ask('bob');
    await clock.advance(86_400_000);
    await ask('ann');
    await clock.advance(1);
    await ask('ann');
    await provider.onClose();
    expect(events().map(({ user_id }) => user_id)).to.deep.equal(['ann', 'bob', 'ann']);
  });

  it('tells nothing of errors, of who is not assigned, and of what is excepted', async () => {
    const provider = await open();
    await provider.resolveStringEvaluation('off', '', ann);
    await provider.resolveStringEvaluation('quiet', '', ann);
    await provider.resolveStringEvaluation('absent', '', ann);
    await provider.resolveNumberEvaluation('exp', 0, ann);
    await provider.onClose();
    expect(events()).to.deep.equal([]);
  });

  it('sends tracked events', async () => {
    const provider = await open();
    provider.track('purchase', ann, { value: 9.5, currency: 'NOK', deep: { a: [1] } });
    provider.track('seen', { targetingKey: 'bob' });
    provider.track('odd', { device_id: 'd' }, { value: NaN });
    await provider.onClose();
    const plain = events().map(({ insert_id, time, library, event_id: _, ...event }) => {
      expect(insert_id).to.match(/^[0-9a-f-]{36}$/);
      expect({ time, library }).to.deep.equal({ time: 1_700_000_000_000, library: 'polyflag-amplitude/0.1.0' });
      return event;
    });
    expect(plain).to.deep.equal([
      {
        event_type: 'purchase',
        user_id: 'ann',
        device_id: 'd1',
        event_properties: { currency: 'NOK', deep: { a: [1] } },
        revenue: 9.5,
        groups: { org: ['acme'] },
      },
      { event_type: 'seen', user_id: 'bob', event_properties: {} },
      { event_type: 'odd', device_id: 'd', event_properties: {} },
    ]);
    expect(new Set(events().map(({ insert_id }) => insert_id)).size).to.equal(3);
  });

  it('sends the value of a tracked event as a property, if it is told to', async () => {
    const provider = await open({ analyticsApiKey: 'k', trackValue: 'property' });
    provider.track('purchase', ann, { value: 9.5 });
    await provider.onClose();
    expect(events()[0])
      .to.deep.include({ event_properties: { value: 9.5 } })
      .and.not.to.have.property('revenue');
  });

  it('skips tracked events that nobody can be found for, or that cannot be written down, and says so once', async () => {
    const logger = new Lines();
    const provider = await open({ analyticsApiKey: 'k', logger });
    provider.track('a', {});
    provider.track('b', {});
    provider.track('c', { groups: 5 });
    provider.track('d', ann, { big: 1n as never });
    provider.track('e', ann);
    await provider.onClose();
    expect(events().map(({ event_type }) => event_type)).to.deep.equal(['e']);
    expect(logger.all).to.have.length(3);
  });

  it('sends nothing without an analytics key, and says that once', async () => {
    const logger = new Lines();
    const provider = await open({ logger });
    await provider.resolveStringEvaluation('exp', '', ann);
    provider.track('a', ann);
    provider.track('b', ann);
    await provider.onClose();
    expect(batches()).to.deep.equal([]);
    expect(logger.all).to.deep.equal([
      'info exposures are not sent: there is no "analyticsApiKey"',
      'warn track: events are not sent: give the option "analyticsApiKey"',
    ]);
  });

  it('finds the bad event among good ones', async () => {
    const provider = await open();
    ingestion = (response, _, { body }) => response.writeHead(body.includes('"bad"') ? 400 : 200).end('{}');
    for (const name of ['a', 'b', 'bad', 'c']) provider.track(name, ann);
    await provider.onClose();
    const accepted = loopback.arrivals
      .filter(({ method, body }) => method === 'POST' && !body.includes('"bad"'))
      .flatMap(({ body }) => (JSON.parse(body) as { events: Event[] }).events);
    expect(accepted.map(({ event_type }) => event_type)).to.have.members(['a', 'b', 'c']);
  });

  it('uses the endpoint for batches, and tells how long ids are, if it is told to', async () => {
    const provider = await open({
      exposureConfig: { apiKey: 'x', useBatch: true, minIdLength: 1, flushQueueSize: 2 },
      analyticsApiKey: 'k',
    });
    for (const name of ['a', 'b', 'c']) provider.track(name, ann);
    await provider.onClose();
    expect(loopback.arrivals.map(({ url }) => url)).to.deep.equal(['/batch', '/batch']);
    expect(batches()[0]).to.deep.include({ api_key: 'k', options: { min_id_length: 1 } });
  });
});

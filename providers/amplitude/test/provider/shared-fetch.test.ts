import type { EvaluationContext } from '@openfeature/core';
import { ManualClock } from '@polyflag/core-engine';
import { ExperimentClient, type AmplitudeProviderConfig } from '@polyflag/amplitude-provider';
import { expect } from 'chai';
import { answering, Loopback, userOf, type Respond } from '../support/loopback.js';
import { Lines } from '../support/logs.js';
import { Providers } from '../support/provider.js';

const flags = {
  checkout: { key: 'treatment', value: 'treatment', metadata: { flagType: 'experiment', segmentName: 'Segment 1' } },
  banner: { key: 'on', value: 'on' },
  limit: { key: 'high', value: '10' },
};

describe('the provider, with flags that the backend evaluates', () => {
  const loopback = new Loopback();
  const providers = new Providers();
  let clock: ManualClock;
  let backend: Respond;

  beforeEach(() => {
    clock = new ManualClock(1_700_000_000_000);
    backend = answering(flags);
  });

  afterEach(async () => {
    await providers.close();
    await loopback.close();
  });

  async function open(config: AmplitudeProviderConfig = {}) {
    const server = await loopback.serve((...call) => backend(...call));
    return providers.open({ urls: { server }, ...config }, clock);
  }

  const ann = { targetingKey: 'ann' };

  it('makes one request for 1,000 evaluations of one user, whatever flags and types they are of', async () => {
    const provider = await open();
    const keys = ['banner', 'checkout', 'limit', 'absent'];
    const details = await Promise.all(
      Array.from({ length: 1_000 }, (_, at) => provider.resolveStringEvaluation(keys[at % 4]!, 'default', ann)),
    );
    expect(loopback.arrivals).to.have.length(1);
    expect(details.slice(0, 4).map(({ value }) => value)).to.deep.equal(['on', 'treatment', '10', 'default']);
    expect(details[3]).to.have.property('errorCode', 'FLAG_NOT_FOUND');
    expect(details[0]).to.have.property('reason', 'TARGETING_MATCH');
    expect(details[1]).to.have.property('reason', 'SPLIT');
  });

  it('makes one request for 1,000 evaluations of one user also when that fails, and none for a moment after', async () => {
    backend = answering('', 503);
    const provider = await open();
    const ask = () => provider.resolveBooleanEvaluation('banner', true, ann);
    const details = await Promise.all(Array.from({ length: 1_000 }, ask));
    expect(loopback.arrivals).to.have.length(1);
    for (const { value, reason, errorCode } of details) {
      expect({ value, reason, errorCode }).to.deep.equal({ value: true, reason: 'ERROR', errorCode: 'GENERAL' });
    }
    await clock.advance(999);
    await Promise.all(Array.from({ length: 1_000 }, ask));
    expect(loopback.arrivals).to.have.length(1);
    await clock.advance(1);
    backend = answering(flags);
    expect(await ask()).to.deep.include({ value: true, variant: 'on' });
    expect(loopback.arrivals).to.have.length(2);
  });

  it('makes a request for each user', async () => {
    const provider = await open();
    const users = Array.from({ length: 20 }, (_, at) => ({ targetingKey: `user-${at}` }));
    await Promise.all(
      users.flatMap((user) => ['banner', 'limit'].map((flag) => provider.resolveStringEvaluation(flag, '', user))),
    );
    expect(new Set(loopback.arrivals.map((arrival) => userOf(arrival).user_id)).size).to.equal(20);
    expect(loopback.arrivals).to.have.length(20);
  });

  it('takes contexts for the same user whatever the order of their members', async () => {
    const provider = await open();
    await provider.resolveBooleanEvaluation('banner', false, { targetingKey: 'a', b: { x: 1, y: 2 }, c: 3 });
    await provider.resolveBooleanEvaluation('banner', false, { c: 3, b: { y: 2, x: 1 }, targetingKey: 'a' });
    expect(loopback.arrivals).to.have.length(1);
  });

  it('serves an answer from before, says so, and asks again when it is too old', async () => {
    const provider = await open();
    await provider.resolveBooleanEvaluation('banner', false, ann);
    await clock.advance(9_999);
    const cached = await provider.resolveStringEvaluation('checkout', '', ann);
    expect(cached).to.deep.include({ value: 'treatment', reason: 'CACHED' });
    expect(cached.flagMetadata).to.include({ decidedBy: 'SPLIT', flagType: 'experiment' });
    await clock.advance(1);
    backend = answering({ banner: { key: 'off', value: 'off' } });
    expect(await provider.resolveBooleanEvaluation('banner', true, ann)).to.include({ value: false });
    expect(loopback.arrivals).to.have.length(2);
  });

  it('serves an old answer while the backend fails, for so long', async () => {
    const provider = await open();
    await provider.resolveBooleanEvaluation('banner', false, ann);
    backend = answering('', 500);
    await clock.advance(299_999);
    expect(await provider.resolveBooleanEvaluation('banner', false, ann)).to.include({ value: true, reason: 'STALE' });
    await clock.advance(1_000);
    expect(await provider.resolveBooleanEvaluation('banner', false, ann)).to.include({
      value: false,
      errorCode: 'GENERAL',
    });
  });

  for (const status of [401, 403, 404]) {
    it(`serves no old answer after ${status}`, async () => {
      const provider = await open();
      await provider.resolveBooleanEvaluation('banner', false, ann);
      backend = answering('', status);
      await clock.advance(10_000);
      const details = await provider.resolveBooleanEvaluation('banner', false, ann);
      expect(details).to.include({ value: false, reason: 'ERROR', errorCode: 'GENERAL' });
      expect(details.errorMessage).to.contain(String(status));
    });
  }

  it('keeps answers of so many users', async () => {
    const provider = await open({ cacheMaxEntries: 2 });
    const ask = (targetingKey: string) => provider.resolveBooleanEvaluation('banner', false, { targetingKey });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(key);
    expect(loopback.arrivals.map((arrival) => userOf(arrival).user_id)).to.deep.equal(['a', 'b', 'c', 'b']);
  });

  it('asks about who is not identified, unless an identity is demanded', async () => {
    const anonymous = await open();
    expect(await anonymous.resolveBooleanEvaluation('banner', false, { plan: 'gold' })).to.include({ value: true });
    expect(userOf(loopback.arrivals[0]!)).to.have.property('user_properties').that.deep.equals({ plan: 'gold' });
    const strict = await open({ requireIdentity: true });
    for (const context of [{}, { plan: 'gold' }]) {
      expect(await strict.resolveBooleanEvaluation('banner', false, context)).to.include({
        ...{ value: false, reason: 'ERROR', errorCode: 'TARGETING_KEY_MISSING' },
      });
    }
    expect(loopback.arrivals).to.have.length(1);
    expect(await strict.resolveBooleanEvaluation('banner', false, { device_id: 'd' })).to.include({ value: true });
  });

  it('says so of a context that cannot be written, and asks nobody', async () => {
    const provider = await open();
    const cyclic: Record<string, unknown> = { targetingKey: 'ann' };
    cyclic.self = cyclic;
    for (const context of [cyclic, { targetingKey: 'ann', big: 1n }, { targetingKey: 5 }]) {
      expect(await provider.resolveBooleanEvaluation('banner', false, context as EvaluationContext)).to.include({
        ...{ value: false, reason: 'ERROR', errorCode: 'INVALID_CONTEXT' },
      });
    }
    expect(loopback.arrivals).to.have.length(0);
  });

  it('asks for the flags that it is told to, and says what the backend is to record', async () => {
    const provider = await open({ flagKeys: ['banner'], tracksAssignment: false, tracksExposure: false });
    await provider.resolveBooleanEvaluation('banner', false, ann);
    const { headers } = loopback.arrivals[0]!;
    expect(headers).to.include({ 'x-amp-exp-track': 'no-track', 'x-amp-exp-exposure-track': 'no-track' });
    expect(Buffer.from(String(headers['x-amp-exp-flag-keys']), 'base64url').toString()).to.equal('["banner"]');
  });

  it('loses the flag of an entry that cannot be read, and no other', async () => {
    backend = answering({ good: { key: 'on', value: 'on' }, bad: null, worse: 5, odd: ['on'] });
    const provider = await open();
    expect(await provider.resolveBooleanEvaluation('good', false, ann)).to.include({ value: true });
    for (const flag of ['bad', 'worse', 'odd']) {
      expect(await provider.resolveBooleanEvaluation(flag, true, ann)).to.include({
        value: true,
        errorCode: 'PARSE_ERROR',
      });
    }
  });

  const bodies: readonly [what: string, body: string][] = [
    ['nothing', ''],
    ['a page', '<html></html>'],
    ['half of it', '{"banner":{"key":"on"}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '5'],
  ];
  for (const [what, body] of bodies) {
    it(`says that an answer cannot be read that is ${what}`, async () => {
      backend = answering(body);
      const details = await (await open()).resolveBooleanEvaluation('banner', true, ann);
      expect(details).to.include({ value: true, reason: 'ERROR', errorCode: 'PARSE_ERROR' });
    });
  }

  const hostile = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  it('takes hostile names for ordinary ones', async () => {
    const provider = await open();
    for (const flag of hostile) {
      expect(await provider.resolveStringEvaluation(flag, 'd', ann)).to.include({ errorCode: 'FLAG_NOT_FOUND' });
    }
    backend = answering(`{${hostile.map((flag) => `"${flag}":{"key":"on","value":"on"}`).join(',')}}`);
    for (const flag of hostile) {
      expect(await provider.resolveStringEvaluation(flag, 'd', { targetingKey: 'b' })).to.include({ value: 'on' });
    }
  });

  it('says once that the backend fails, and again when it does so again', async () => {
    const logger = new Lines();
    backend = answering('', 500);
    const provider = await open({
      logger,
      failureCooldownMillis: 0,
      cacheTtlMillis: 0,
      maxStaleMillis: 0,
    });
    const ask = () => provider.resolveBooleanEvaluation('banner', false, ann);
    await ask();
    await ask();
    const warnings = () => logger.all.filter((line) => line.startsWith('warn'));
    expect(warnings()).to.deep.equal(['warn variants cannot be fetched: the backend answered 500']);
    backend = answering(flags);
    await ask();
    backend = answering('', 500);
    await ask();
    expect(warnings()).to.have.length(2);
  });

  it('ends what waits when it is closed, keeps no answer, and starts anew', async () => {
    const provider = await open();
    await provider.resolveBooleanEvaluation('banner', false, ann);
    let arrived: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    backend = () => arrived();
    const waiting = provider.resolveBooleanEvaluation('banner', false, { targetingKey: 'bob' });
    await asked;
    await provider.onClose();
    expect(await waiting).to.include({ value: false, errorCode: 'PROVIDER_NOT_READY' });
    expect(await provider.resolveBooleanEvaluation('banner', false, ann)).to.include({
      errorCode: 'PROVIDER_NOT_READY',
    });
    backend = answering({ banner: { key: 'off', value: 'off' } });
    await provider.initialize();
    expect(await provider.resolveBooleanEvaluation('banner', true, ann)).to.include({ value: false });
  });

  it('shares a client, and leaves it open', async () => {
    const serverUrl = await loopback.serve(answering(flags));
    const client = new ExperimentClient('key', { serverUrl, proxy: false });
    const provider = await providers.over(client, { cacheTtlMillis: 0 });
    expect(provider.client).to.equal(client);
    expect(await provider.resolveBooleanEvaluation('banner', false, ann)).to.include({ value: true });
    await provider.onClose();
    expect(await client.fetchV2({ user_id: 'u' })).to.deep.equal(flags);
    await client.stop();
  });

  it('tells what was decided for a context that was asked about, and reports nothing', async () => {
    const provider = await open();
    expect(() => provider.explain('banner', ann)).to.throw('has not been asked about this context');
    await provider.resolveBooleanEvaluation('banner', false, ann);
    const { decision } = provider.explain('checkout', ann);
    expect(decision).to.include({ reason: 'SPLIT' });
    expect(loopback.arrivals).to.have.length(1);
  });

  it('shows nothing of its configuration', async () => {
    const provider = await open({ analyticsApiKey: 'analytics-secret' });
    expect(JSON.stringify(provider)).to.equal('{"name":"amplitude","state":"ready"}');
  });
});

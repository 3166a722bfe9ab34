import { fatal } from '@polyflag/core-engine';
import { FFCClient, get, setConfig } from '@polyflag/featureflag-co-provider';
import { expect } from 'chai';
import { inspect } from 'node:util';
import { flag, message, on, SECRET, slice } from '../support/environment.js';
import { Stage } from '../support/stage.js';

const ann = { key: 'ann' };
const all = { defaultRulePercentageRollouts: [slice(0, 1, on)] };
const whole = message([flag('a', {}, all)]);

describe('client: its life', () => {
  it('does nothing before it is started, and says so to whoever asks', () => {
    const stage = new Stage();
    const client = stage.client();
    expect(client.variationDetail('a', ann, 'mine').data).to.include({ reason: 'client not ready', variation: 'mine' });
    expect(client.getAllLatestFlagVariations(ann)).to.include({ success: false, message: 'client not ready' });
    expect(client.isFlagKnown('a')).to.equal(false);
    expect([stage.streams.length, stage.sinks.length, stage.clock.pending]).to.deep.equal([0, 0, 0]);
    expect(client.updateStatusProvider.currentState).to.include({
      stateType: 'INITIALIZING',
      since: 1_700_000_000_000,
    });
  });

  it('settles its start within its time, and is ready when data comes after that', async () => {
    const stage = new Stage();
    const client = stage.client();
    let settled: boolean | undefined;
    void client.initialize().then((ready) => (settled = ready));
    await stage.clock.advance(14_999);
    expect(settled).to.equal(undefined);
    await stage.clock.advance(1);
    expect(settled).to.equal(false);
    stage.stream.say(whole);
    expect(client.initialized).to.equal(true);
    expect(client.variation('a', ann)).to.equal('on');
    expect(await client.initialize()).to.equal(true);
    expect(stage.streams).to.have.length(1);
  });

  it('waits for nothing where it is told not to', async () => {
    const stage = new Stage();
    const client = stage.client({ startWait: 0 });
    expect(await client.initialize()).to.equal(false);
    stage.stream.say(whole);
    expect(await client.initialize()).to.equal(true);
  });

  it('does not reject when it is refused, and goes on', async () => {
    const stage = new Stage();
    const client = stage.client();
    const started = client.initialize();
    await stage.clock.advance(0);
    stage.stream.sink?.interrupted({ errorType: 'Request invalid', message: 'refused' });
    stage.stream.fail(fatal('refused'));
    expect(await started).to.equal(false);
    expect(client.updateStatusProvider.currentState).to.deep.include({
      stateType: 'INITIALIZING',
      error: { errorType: 'Request invalid', message: 'refused' },
    });
    stage.stream.say(whole);
    expect(client.initialized).to.equal(true);
    expect(client.updateStatusProvider.currentState).to.include({ stateType: 'OK', error: undefined });
  });

  it('shares one start between all who ask for it', async () => {
    const stage = new Stage();
    const client = stage.client();
    const starts = [client.initialize(), client.initialize(), client.updateStatusProvider.waitForOKState()];
    await stage.clock.advance(0);
    stage.stream.say(whole);
    expect(await Promise.all(starts)).to.deep.equal([true, true, true]);
    expect(stage.streams).to.have.length(1);
  });

  it('serves an environment without any flag', async () => {
    const stage = new Stage();
    const client = await stage.serving(message([]));
    expect(client.initialized).to.equal(true);
    expect(client.variationDetail('a', ann).data.reason).to.equal('flag not found');
    expect(client.getAllLatestFlagVariations(ann)).to.include({ success: true });
  });

  it('tells its state, and when it came to it', async () => {
    const stage = new Stage();
    const client = await stage.serving(whole);
    const { updateStatusProvider } = client;
    await stage.clock.advance(1_000);
    stage.stream.sink?.interrupted({ errorType: 'Network error', message: 'gone' });
    expect(updateStatusProvider.currentState).to.deep.equal({
      stateType: 'INTERRUPTED',
      since: 1_700_000_001_000,
      error: { errorType: 'Network error', message: 'gone' },
    });
    const waiting = updateStatusProvider.waitForOKState(2);
    await stage.clock.advance(2_000);
    expect(await waiting).to.equal(false);
    stage.stream.sink?.interrupted({ errorType: 'System error', message: 'refused' });
    expect(updateStatusProvider.currentState).to.deep.include({ since: 1_700_000_001_000 });
    expect(updateStatusProvider.currentState.error?.errorType).to.equal('System error');
    const forEver = updateStatusProvider.waitForOKState();
    stage.stream.sink?.fresh();
    expect(await forEver).to.equal(true);
    expect(await updateStatusProvider.waitForOKState(1)).to.equal(true);
    expect(stage.clock.pending).to.equal(0);
  });

  it('sends what waits when it is stopped, and is OFF until it is started again', async () => {
    const stage = new Stage();
    const client = await stage.serving(whole, { closeTimeoutMillis: 5_000 });
    expect(await client.flush(7)).to.equal(true);
    expect(await client.flush()).to.equal(true);
    const waiting = client.updateStatusProvider.waitForOKState();
    expect(await waiting).to.equal(true);
    await client.stop();
    await client.stop();
    expect(stage.sink.calls).to.deep.equal(['start', 'flush 7', 'flush 5000', 'close 5000']);
    expect(stage.stream.stopped).to.equal(true);
    expect(client.initialized).to.equal(false);
    expect(client.variation('a', ann, 'mine')).to.equal('mine');
    expect(await client.updateStatusProvider.waitForOKState()).to.equal(false);
    // What the old stream says late is nobody's business.
    stage.stream.sink?.fresh();
    expect(client.updateStatusProvider.currentState.stateType).to.equal('OFF');
    const again = client.initialize();
    await stage.clock.advance(0);
    expect(client.updateStatusProvider.currentState.stateType).to.equal('INITIALIZING');
    stage.stream.say(message([flag('b')]), true);
    expect(await again).to.equal(true);
    expect([client.isFlagKnown('a'), client.isFlagKnown('b')]).to.deep.equal([false, true]);
    expect(stage.streams).to.have.length(2);
    await client.stop();
  });

  it('ends a start that waits when it is stopped', async () => {
    const stage = new Stage();
    const client = stage.client();
    const started = client.initialize();
    const waiting = client.updateStatusProvider.waitForOKState();
    await stage.clock.advance(0);
    await client.stop();
    expect([await started, await waiting]).to.deep.equal([false, false]);
    expect(stage.clock.pending).to.equal(0);
  });

  it('ends a start also where the stream never answers again', async () => {
    const stage = new Stage();
    const client = stage.client();
    const started = client.initialize();
    await stage.clock.advance(0);
    stage.stream.stop = () => Promise.resolve();
    await client.stop();
    expect(await started).to.equal(false);
  });

  it('does not go on with a start that was overtaken by a stop while it waited for an earlier one', async () => {
    const stage = new Stage();
    const client = await stage.serving(whole);
    let stopped: () => void = () => undefined;
    stage.stream.stop = () => new Promise((resolve) => (stopped = resolve));
    const stopping = client.stop();
    const again = client.initialize();
    await stage.clock.advance(0);
    expect(stage.streams).to.have.length(1);
    const stoppingAgain = client.stop();
    stopped();
    await Promise.all([stopping, stoppingAgain]);
    expect(await again).to.equal(false);
    await stage.clock.advance(0);
    expect(stage.streams).to.have.length(1);
  });

  it('shows nothing of its secret', () => {
    const client = new Stage().client();
    expect(inspect(client, { depth: 9, showHidden: true })).to.not.contain(SECRET);
    expect(JSON.stringify(client)).to.not.contain(SECRET);
  });
});

describe('client: offline', () => {
  it('is ready at once and empty without data', async () => {
    const stage = new Stage();
    const client = stage.client({ offline: true });
    expect(client.isOffline()).to.equal(true);
    expect(await client.initialize()).to.equal(true);
    expect(client.updateStatusProvider.currentState.stateType).to.equal('OK');
    expect(client.variationDetail('a', ann).data.reason).to.equal('flag not found');
    client.trackMetric(ann, 'paid');
    expect(await client.flush()).to.equal(true);
    await client.stop();
  });

  it('begins with its bootstrap, also with expressions that need a module of their own', async () => {
    const clauses = [{ property: 'email', operation: 'MatchRegex', value: '^[a-z]+@(a|b)\\.org$' }];
    const rules = [{ ruleJsonContent: clauses, valueOptionsVariationRuleValues: [slice(0, 1, on)] }];
    const bootstrap = message([flag('a', { fftuwmtr: rules })]);
    for (const given of [bootstrap, JSON.stringify(bootstrap)]) {
      const client = new Stage().client({ offline: true, bootstrap: given as string, startWait: 0 });
      expect(await client.initialize()).to.equal(true);
      expect(client.variation('a', { key: 'x', email: 'ann@a.org' })).to.equal('on');
      expect(client.variation('a', { key: 'x', email: 'ann@c.org' })).to.equal('off');
    }
  });

  it('takes definitions from outside, and those that are newer after them', () => {
    const client = new Stage().client({ offline: true });
    expect(client.initializeFromExternalJson('  ')).to.equal(false);
    expect(client.initializeFromExternalJson('{"messageType": "pong"}')).to.equal(false);
    expect(client.initialized).to.equal(false);
    expect(client.initializeFromExternalJson(JSON.stringify(whole))).to.equal(true);
    expect([client.initialized, client.variation('a', ann)]).to.deep.equal([true, 'on']);
    expect(client.updateStatusProvider.currentState.stateType).to.equal('OK');
    const older = JSON.stringify(message([flag('a', { timestamp: 0 })]));
    expect(client.initializeFromExternalJson(older)).to.equal(true);
    expect(client.variation('a', ann)).to.equal('on');
    const patch = JSON.stringify(message([flag('a', { timestamp: 2 })], [], 'patch'));
    expect(client.initializeFromExternalJson(patch)).to.equal(true);
    expect(client.variation('a', ann)).to.equal('off');
  });

  it('says that text is no JSON without repeating it', () => {
    const client = new Stage().client({ offline: true });
    expect(() => client.initializeFromExternalJson('{secret')).to.throw(/is not JSON$/);
  });

  it('is the only way to hand over definitions', () => {
    expect(new Stage().client().initializeFromExternalJson(JSON.stringify(whole))).to.equal(false);
  });
});

describe('client: the shared one', () => {
  it('is made by its configuration, and the one before is stopped', async () => {
    expect(() => get()).to.throw(/setConfig/);
    expect(() => {
      setConfig('no secret');
    }).to.throw(/env secret/);
    setConfig(SECRET, { offline: true, bootstrap: whole as Record<string, unknown> });
    const first = get();
    expect(first).to.be.instanceOf(FFCClient);
    expect(get()).to.equal(first);
    await first.initialize();
    expect(first.variation('a', ann)).to.equal('on');
    setConfig(SECRET, { offline: true });
    expect(get()).to.not.equal(first);
    expect(first.updateStatusProvider.currentState.stateType).to.equal('OFF');
    await get().stop();
  });
});

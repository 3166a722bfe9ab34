import { OpenFeature, ProviderEvents } from '@openfeature/server-sdk';
import { silentLogger } from '@polyflag/core-engine';
import { FeatureFlagCoEmulator } from '@polyflag/emulators';
import { FeatureFlagCoProvider, FFCClient, type FFCConfig } from '@polyflag/featureflag-co-provider';
import { expect } from 'chai';

const EVENTS = '/api/public/track';
const ann = { key: 'ann', plan: 'gold' };

const on = { localId: 1, variationValue: 'true' };
const off = { localId: 2, variationValue: 'false' };

/** A flag that gives everybody one answer. */
function serving(keyName: string, valueOption: typeof on): Parameters<FeatureFlagCoEmulator['putFlag']>[0] {
  return {
    ff: { keyName, defaultRulePercentageRollouts: [{ exptRollout: null, rolloutPercentage: [0, 1], valueOption }] },
    variationOptions: [on, off],
  };
}

describe('featureflag.co over real sockets', () => {
  const emulator = new FeatureFlagCoEmulator();
  const clients: FFCClient[] = [];

  before(() => emulator.start());
  beforeEach(() => {
    emulator.load({});
    emulator.putFlag(serving('checkout', on));
    emulator.forget();
  });
  afterEach(async () => {
    emulator.answerNormally();
    await Promise.all(clients.splice(0).map((client) => client.stop()));
    await OpenFeature.clearProviders();
    OpenFeature.clearHandlers();
  });
  after(() => emulator.stop());

  function options(more: FFCConfig): FFCConfig {
    return { urls: emulator.urls, logger: silentLogger, streamingFirstRetryDelay: 0.05, ...more };
  }

  function client(more: FFCConfig = {}): FFCClient {
    const made = new FFCClient(emulator.envSecret, options(more));
    clients.push(made);
    return made;
  }

  function provider(more: FFCConfig = {}, secret = emulator.envSecret): FeatureFlagCoProvider {
    return new FeatureFlagCoProvider(secret, options(more));
  }

  /** The next event of a kind. */
  function told(domain: string, event: ProviderEvents): Promise<Readonly<Record<string, unknown>>> {
    return new Promise((resolve) => {
      OpenFeature.getClient(domain).addHandler(event, (details) => {
        resolve({ ...details });
      });
    });
  }

  it('evaluates what the backend defines, and tells the backend', async () => {
    const ffc = client();
    expect(ffc.variation('checkout', ann, 'none')).to.equal('none');
    expect(await ffc.initialize()).to.equal(true);
    expect(ffc.updateStatusProvider.currentState).to.include({ stateType: 'OK', error: undefined });
    expect(ffc.variation('checkout', ann)).to.equal('true');
    expect(ffc.isEnabled('checkout', ann)).to.equal(true);
    ffc.trackMetric(ann, 'order-paid');
    expect(await ffc.flush()).to.equal(true);
    const user = {
      keyId: 'ann',
      userName: '',
      email: '',
      country: '',
      customizedProperties: [{ name: 'plan', value: 'gold' }],
    };
    expect(emulator.usageEvents).to.have.length(2);
    expect(emulator.usageEvents[0]).to.deep.include({ user });
    expect(emulator.usageEvents[0]?.userVariations[0]).to.deep.include({
      featureFlagKeyName: 'checkout',
      sendToExperiment: true,
      variation: { localId: 1, variationValue: 'true', reason: 'fall through all rules' },
    });
    expect(emulator.metricEvents[0]?.metrics).to.deep.equal([
      {
        eventName: 'order-paid',
        numericValue: 1,
        route: 'index/metric',
        type: 'CustomEvent',
        appType: 'nodeserverside',
      },
    ]);
  });

  it('answers through OpenFeature, follows changes, and names the flags that changed', async () => {
    await OpenFeature.setProviderAndWait('face', provider());
    const openFeature = OpenFeature.getClient('face');
    const context = { targetingKey: 'ann' };
    expect(await openFeature.getBooleanValue('checkout', false, context)).to.equal(true);
    const changed = told('face', ProviderEvents.ConfigurationChanged);
    emulator.putFlag(serving('checkout', off));
    expect((await changed).flagsChanged).to.deep.equal(['checkout']);
    expect(await openFeature.getBooleanValue('checkout', true, context)).to.equal(false);
    const gone = told('face', ProviderEvents.ConfigurationChanged);
    emulator.archiveFlag('checkout');
    expect((await gone).flagsChanged).to.deep.equal(['checkout']);
    expect(await openFeature.getBooleanDetails('checkout', true, context)).to.include({ errorCode: 'FLAG_NOT_FOUND' });
  });

  it('goes on from the last set while the stream is down, says so, and says when it is back', async () => {
    const face = provider();
    await OpenFeature.setProviderAndWait('down', face);
    const openFeature = OpenFeature.getClient('down');
    const stale = told('down', ProviderEvents.Stale);
    emulator.closeStreams(1011, 'on purpose');
    await stale;
    const { stateType, error } = face.client.updateStatusProvider.currentState;
    expect([stateType, error?.errorType]).to.deep.equal(['INTERRUPTED', 'Unknown close code']);
    expect(await openFeature.getBooleanValue('checkout', false, { targetingKey: 'ann' })).to.equal(true);
    emulator.putFlag(serving('checkout', off), { notify: false });
    await told('down', ProviderEvents.Ready);
    expect(await openFeature.getBooleanValue('checkout', true, { targetingKey: 'ann' })).to.equal(false);
    expect(face.client.updateStatusProvider.currentState.stateType).to.equal('OK');
  });

  it('is FATAL with a secret that the backend does not know', async () => {
    const secret = Buffer.from('0123456789%20220901000000__9__9__9__default_00000').toString('base64');
    const keyed = new FeatureFlagCoEmulator({ keys: [emulator.envSecret] });
    await keyed.start();
    const face = new FeatureFlagCoProvider(secret, { urls: keyed.urls, logger: silentLogger });
    const error: unknown = await OpenFeature.setProviderAndWait('fatal', face).catch((caught: unknown) => caught);
    expect(error).to.include({ code: 'PROVIDER_FATAL' });
    expect(OpenFeature.getClient('fatal').providerStatus).to.equal('FATAL');
    await OpenFeature.clearProviders();
    await keyed.stop();
  });

  it('is usable when nothing came within its time, and READY when something does', async () => {
    emulator.leaveUnanswered('/streaming', 1);
    const face = provider({ startWait: 0.1 });
    const error: unknown = await OpenFeature.setProviderAndWait('late', face).catch((caught: unknown) => caught);
    expect(error).to.include({ code: 'PROVIDER_NOT_READY' });
    const openFeature = OpenFeature.getClient('late');
    const details = await openFeature.getStringDetails('checkout', 'mine', { targetingKey: 'ann' });
    expect(details).to.include({ value: 'mine', errorCode: 'PROVIDER_NOT_READY' });
    const ready = told('late', ProviderEvents.Ready);
    emulator.cutConnections();
    await ready;
    expect(await openFeature.getBooleanValue('checkout', false, { targetingKey: 'ann' })).to.equal(true);
  });

  it('delivers 2,000 events at stop, each once', async () => {
    const ffc = client();
    await ffc.initialize();
    for (let value = 1; value <= 2_000; value++) ffc.trackMetric(ann, 'order-paid', value);
    await ffc.stop();
    const values = emulator.metricEvents.map(({ metrics }) => metrics[0]?.numericValue);
    expect(values).to.deep.equal(Array.from({ length: 2_000 }, (_, at) => at + 1));
    expect(ffc.updateStatusProvider.currentState.stateType).to.equal('OFF');
    expect(ffc.variation('checkout', ann, 'none')).to.equal('none');
  });

  it('gives up a stop at its time when the backend does not answer', async () => {
    const ffc = client({ closeTimeoutMillis: 100 });
    await ffc.initialize();
    ffc.trackMetric(ann, 'order-paid');
    emulator.leaveUnanswered(EVENTS);
    await ffc.stop();
    expect(emulator.metricEvents).to.deep.equal([]);
  });

  it('begins anew after a stop', async () => {
    const ffc = client();
    await ffc.initialize();
    await ffc.stop();
    emulator.putFlag(serving('checkout', off));
    expect(await ffc.initialize()).to.equal(true);
    expect(ffc.variation('checkout', ann)).to.equal('false');
  });

  it('shares a client with providers, and leaves it running', async () => {
    const ffc = client();
    await OpenFeature.setProviderAndWait('shared', new FeatureFlagCoProvider(ffc));
    const value = await OpenFeature.getClient('shared').getBooleanValue('checkout', false, { targetingKey: 'ann' });
    expect([value, ffc.variation('checkout', ann)]).to.deep.equal([true, 'true']);
    await OpenFeature.clearProviders();
    expect(emulator.usageEvents).to.have.length(2);
    expect(ffc.initialized).to.equal(true);
  });

  it('evaluates from its bootstrap while there is no backend, and asks for what is newer', async () => {
    const id = emulator.flagId('from-home');
    const data = {
      eventType: 'full',
      featureFlags: [
        {
          ...{ id, isArchived: false, timestamp: 5, exptIncludeAllRules: null },
          ff: {
            ...{ id, keyName: 'from-home', name: 'From home', status: 'Enabled' },
            isDefaultRulePercentageRolloutsIncludedInExpt: null,
            defaultRulePercentageRollouts: [{ exptRollout: null, rolloutPercentage: [0, 1], valueOption: on }],
            variationOptionWhenDisabled: off,
          },
          ...{ ffp: [], fftuwmtr: [], targetIndividuals: [] },
        },
      ],
      segments: [],
    };
    const bootstrap = { messageType: 'data-sync', data };
    const away = client({ bootstrap, urls: { streaming: 'ws://127.0.0.1:9', events: emulator.urls.events } });
    expect(await away.initialize()).to.equal(true);
    expect(away.variation('from-home', ann)).to.equal('true');
    const here = client({ bootstrap: JSON.stringify(bootstrap) });
    await here.initialize();
    await here.updateStatusProvider.waitForOKState(5);
    expect([here.variation('from-home', ann), here.variation('checkout', ann)]).to.deep.equal(['true', 'true']);
    const asked = { messageType: 'data-sync', data: { timestamp: 5 } };
    expect(emulator.messages.at(-1)?.message).to.deep.equal(asked);
  });
});

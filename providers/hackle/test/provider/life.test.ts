import { OpenFeature, ServerProviderEvents, type EvaluationContext } from '@openfeature/server-sdk';
import { HackleProvider } from '@polyflag/hackle-provider';
import { expect } from 'chai';
import { Stage } from '../support/clients.js';
import { bucket, condition, experiment, parameter, splits, target, workspace } from '../support/workspace.js';

const split = (key: number) => experiment(key, { execution: { defaultRule: splits(8) } });
const vips = (value: string) => ({
  id: 1,
  key: 'vip',
  type: 'USER_PROPERTY',
  targets: [target(condition('USER_PROPERTY', 'plan', value))],
});
const asksVips = { targetAudiences: [target(condition('SEGMENT', 'SEGMENT', 'vip'))] };
const before = {
  experiments: [split(1), experiment(2, { execution: asksVips }), experiment(3)],
  featureFlags: [experiment(3)],
  buckets: [bucket(8, [50, 1])],
  segments: [vips('pro')],
  remoteConfigParameters: [parameter('banner', 'STRING', 'hi')],
};

describe('provider: changes', () => {
  const rows: [what: string, after: object, keys: string[]][] = [
    ['nothing', {}, []],
    ['a bucket', { buckets: [bucket(8, [60, 1])] }, ['1', 'experiment:1']],
    ['a segment', { segments: [vips('max')] }, ['2', 'experiment:2']],
    ['a flag', { featureFlags: [experiment(3, { version: 9 })] }, ['3', 'feature:3']],
    [
      'both of one number',
      { featureFlags: [], experiments: [split(1), before.experiments[1]] },
      ['3', 'experiment:3', 'feature:3'],
    ],
    ['a parameter', { remoteConfigParameters: [parameter('other', 'STRING', 'x')] }, ['config:banner', 'config:other']],
    [
      'parameters of a variation',
      { parameterConfigurations: [] },
      ['1', '2', '3', 'experiment:1', 'experiment:2', 'experiment:3', 'feature:3'],
    ],
    ['what nothing refers to', { events: [{ id: 1, key: 'a' }], buckets: [...before.buckets, bucket(99)] }, []],
  ];
  for (const [what, after, keys] of rows) {
    it(`of ${what} name ${keys.length === 0 ? 'no keys' : keys.join(', ')}`, async () => {
      const stage = new Stage(workspace(before));
      const provider = new HackleProvider('a-key', stage.options());
      const changed: string[][] = [];
      provider.events.addHandler(ServerProviderEvents.ConfigurationChanged, (details) => {
        changed.push([...((details as { flagsChanged?: string[] }).flagsChanged ?? [])].sort());
      });
      await provider.initialize();
      stage.source.replace(workspace({ ...before, ...after }));
      await new Promise(setImmediate);
      expect(changed).to.deep.equal(keys.length === 0 ? [] : [keys]);
      await provider.onClose();
    });
  }
});

describe('provider: its life', () => {
  it('serves through OpenFeature, and closes the client that it made', async () => {
    const stage = new Stage(workspace(before));
    const provider = new HackleProvider('a-key', stage.options());
    expect(stage.sources).to.be.empty;
    expect(provider.metadata.name).to.equal('hackle');
    await OpenFeature.setProviderAndWait('hackle-life', provider);
    const client = OpenFeature.getClient('hackle-life');
    expect(await client.getBooleanValue('feature:3', false, { targetingKey: 'ann' })).to.equal(true);
    expect(provider.client.isFeatureOn(3, 'ann')).to.equal(true);
    await OpenFeature.clearProviders();
    expect(stage.sink.calls).to.deep.equal(['start', 'close 10000']);
    expect(provider.client.initialized).to.equal(false);
  });

  it('leaves a client open that was handed over, and sends what waits', async () => {
    const stage = new Stage(workspace(before));
    const client = stage.client();
    const provider = new HackleProvider(client, { bareNumbers: 'feature' });
    await provider.initialize();
    expect(provider.client).to.equal(client);
    await provider.onClose();
    expect(stage.sink.calls).to.deep.equal(['start', 'flush 10000']);
    expect(client.initialized).to.equal(true);
    await client.close();
  });

  it('is not ready once the client it shares is closed', async () => {
    const client = new Stage(workspace(before)).client();
    const provider = new HackleProvider(client);
    await provider.initialize();
    await client.close();
    const { errorCode } = await provider.resolveBooleanEvaluation('feature:3', false, { targetingKey: 'ann' });
    expect(errorCode).to.equal('PROVIDER_NOT_READY');
    await provider.onClose();
  });

  it('explains a decision, and reports nothing of that', async () => {
    const stage = new Stage(workspace(before));
    const provider = await stage.provider();
    const labels = (key: string, context: EvaluationContext) => {
      const { decision, steps } = provider.explain(key, context);
      return [decision.label, ...steps.filter(({ decided }) => decided).map(({ label }) => label)];
    };
    expect(labels('experiment:2', { targetingKey: 'ann', plan: 'pro' })).to.deep.equal([
      'TRAFFIC_ALLOCATED',
      'TRAFFIC_ALLOCATED',
    ]);
    expect(labels('3', { targetingKey: 'ann' })).to.deep.equal(['TRAFFIC_ALLOCATED', 'TRAFFIC_ALLOCATED']);
    expect(labels('banner', { targetingKey: 'ann' })).to.deep.equal(['DEFAULT_RULE', 'DEFAULT_RULE']);
    expect(labels('experiment:2', {})).to.deep.equal(['INVALID_INPUT']);
    expect(labels('experiment:x', { targetingKey: 'ann' })).to.deep.equal(['INVALID_INPUT']);
    expect(stage.sink.reports).to.be.empty;
    await provider.onClose();
  });

  const refused: [what: string, make: () => unknown, says: string][] = [
    ['neither key nor client', () => new HackleProvider({} as never), 'HackleProvider takes an SDK key'],
    ['a blank key', () => new HackleProvider(' '), 'the SDK key'],
    ['an unknown option', () => new HackleProvider('k', { pollInterval: 5 } as never), 'pollInterval'],
    [
      'an option of the wrong type',
      () => new HackleProvider('k', { bareNumbers: 'x' as never }),
      '"bareNumbers" takes one of',
    ],
    [
      'a text for prefixes',
      () => new HackleProvider('k', { keyPrefixes: { config: 'x' as never } }),
      'keyPrefixes.config',
    ],
    ['a blank type of key', () => new HackleProvider('k', { targetingKeyType: ' ' }), 'targetingKeyType'],
    [
      'options beside a client',
      () => new HackleProvider(new Stage(null).client(), { debug: true } as never),
      '"debug" is an option of the client',
    ],
  ];
  for (const [what, make, says] of refused) {
    it(`refuses ${what}`, () => {
      expect(make).to.throw(says).with.property('code', 'GENERAL');
    });
  }
});

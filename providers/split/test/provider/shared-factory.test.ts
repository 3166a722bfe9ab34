import { OpenFeature } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { runtimeParts, SplitFactory } from '#src/client/factory.js';
import type { SplitConfig } from '#src/config/split-config.js';
import { SplitProvider } from '#src/provider.js';
import { Log } from '../client/log.js';
import { ManualSource } from '../client/manual-source.js';
import { useFactories } from '../client/use-factories.js';
import { flag } from '../definitions/build.js';
import { Heard } from '../reports/listening.js';
import { ana, DEFAULTS, useOpenFeature } from './use-open-feature.js';

const on = [flag('x')];
const off = [flag('x', { killed: true })];

function manual(config: SplitConfig = {}): { factory: SplitFactory; source: ManualSource } {
  const source = new ManualSource();
  const options = { logger: new Log(), ...config, [runtimeParts]: { source: source.make } } as SplitConfig;
  return { factory: new SplitFactory('localhost', options), source };
}

describe('a provider that shares a factory (DECISIONS 1)', () => {
  const factories = useFactories();
  const { bind, bindInVain } = useOpenFeature();

  it('may be given the factory or its client, and has that client', async () => {
    const { factory, client } = await factories.ready({ flags: on });
    for (const given of [factory, client]) {
      const provider = new SplitProvider(given);
      expect(provider.client).to.equal(client);
      expect(await (await bind(provider)).value('x')).to.equal('on');
    }
  });

  it('does not start it when it is made, and does when it is initialized', async () => {
    const { factory, source } = manual();
    const provider = new SplitProvider(factory);
    expect(source.starts).to.equal(0);
    const binding = bind(provider);
    expect(source.starts).to.equal(1);
    await source.bring(...on);
    expect(await (await binding).value('x')).to.equal('on');
    expect(factory.ready).to.equal(true);
    await factory.destroy();
  });

  it('is the only one that can wait for `resume` (§9.2): a factory of its own nobody could resume', () => {
    const options = { preforkedInitialization: true, logger: new Log() };
    expect(() => new SplitProvider('the key', options)).to.throw('"preforkedInitialization" needs a SplitFactory');
    expect(() => new SplitProvider(new SplitFactory('the key', options))).not.to.throw();
    expect(() => new SplitProvider('localhost', options)).not.to.throw();
  });

  it('leaves it open when it is closed', async () => {
    const { factory, client } = await factories.ready({ flags: on });
    const provider = new SplitProvider(factory);
    await bind(provider);
    await OpenFeature.clearProviders();
    expect([factory.ready, factory.destroyed]).to.deep.equal([true, false]);
    expect(client.getTreatment('ana', 'x')).to.equal('on');
    expect(await provider.resolveStringEvaluation('x', 'd', ana)).to.deep.include({ errorCode: 'PROVIDER_NOT_READY' });
    expect(await (await bind(provider)).value('x')).to.equal('on');
  });

  it('lets the listener hear everything before it is closed, though the factory stays open', async () => {
    const heard = new Heard();
    const { factory } = await factories.ready({ flags: on }, { impressionListener: heard });
    const bound = await bind(new SplitProvider(factory));
    for (let i = 0; i < 200; i++) await bound.value('x');
    await OpenFeature.clearProviders();
    expect(heard.data).to.have.lengthOf(200);
  });

  it('is one of two: neither disturbs the other', async () => {
    const { factory, source } = manual();
    const bindings = [bind(new SplitProvider(factory)), bind(new SplitProvider(factory))];
    await source.bring(...on);
    const [one, other] = (await Promise.all(bindings)) as [
      Awaited<(typeof bindings)[0]>,
      Awaited<(typeof bindings)[0]>,
    ];
    expect(source.starts).to.equal(1);
    await source.bring(...off);
    for (const bound of [one, other]) {
      expect(await bound.heard(1)).to.deep.equal([{ type: 'CONFIGURATION_CHANGED', flagsChanged: ['x'] }]);
      expect(await bound.value('x')).to.equal('off');
    }
    await OpenFeature.setProviderAndWait(one.domain, new SplitProvider('localhost', factories.files({})));
    await source.bring(...on);
    await other.heard(2);
    expect(await other.value('x')).to.equal('on');
    expect(one.types).to.deep.equal(['CONFIGURATION_CHANGED', 'READY']);
    await factory.destroy();
  });

  it('is ready at once over a factory that is', async () => {
    const { factory } = await factories.ready({ flags: on });
    const bound = await bind(new SplitProvider(factory));
    expect(bound.client.providerStatus).to.equal('READY');
  });

  it('is ready over a factory whose first start failed and that has recovered since', async () => {
    const { factory, source } = manual();
    factory.client();
    source.fail(new Error('no such file'));
    await factory.blockUntilReady().catch(() => undefined);
    await source.bring(...on);
    expect(factory.ready).to.equal(true);
    const bound = await bind(new SplitProvider(factory));
    expect(bound.client.providerStatus).to.equal('READY');
    expect(await bound.value('x')).to.equal('on');
    await factory.destroy();
  });

  it('is STALE over a factory that is, ERROR over one that is in error, and recovers with it', async () => {
    for (const [code, event] of [
      ['unavailable', 'STALE'],
      ['refused', 'ERROR'],
    ] as const) {
      const { factory, source } = manual();
      factory.client();
      await source.bring(...on);
      source.stale(code);
      const bound = await bind(new SplitProvider(factory));
      await bound.heard(1);
      expect(bound.client.providerStatus).to.equal(event);
      expect(await bound.value('x')).to.equal('on');
      source.fresh();
      await bound.heard(2);
      expect(bound.types).to.deep.equal([event, 'READY']);
      expect(bound.client.providerStatus).to.equal('READY');
      await factory.destroy();
    }
  });

  it('cannot be initialized over a factory that is destroyed', async () => {
    const { factory } = await factories.ready({ flags: on });
    await factory.destroy();
    const bound = await bindInVain(new SplitProvider(factory));
    expect(bound.error.code).to.equal('PROVIDER_NOT_READY');
    expect(await bound.ask('string', 'x')).to.deep.include({ value: DEFAULTS.string, errorCode: 'PROVIDER_NOT_READY' });
  });

  it('serves nothing any more once the factory is destroyed (§2.1 row 0, §10.3)', async () => {
    const { factory } = await factories.ready({ flags: on });
    const bound = await bind(new SplitProvider(factory));
    expect(await bound.value('x')).to.equal('on');
    await factory.destroy();
    expect(await bound.ask('string', 'x')).to.deep.include({
      value: DEFAULTS.string,
      reason: 'ERROR',
      errorCode: 'PROVIDER_NOT_READY',
    });
  });

  it('makes no impressions any more once the factory is destroyed (§6.1)', async () => {
    const heard = new Heard();
    const { factory } = await factories.ready({ flags: on }, { impressionListener: heard });
    const bound = await bind(new SplitProvider(factory));
    await factory.destroy();
    await bound.value('x');
    await OpenFeature.clearProviders();
    expect(heard.data).to.deep.equal([]);
  });

  it("serves no fallback treatments: the default is the caller's (§10.2)", async () => {
    const { factory, client } = await factories.ready({ flags: on }, { fallbackTreatments: { global: 'fallback' } });
    const bound = await bind(new SplitProvider(factory));
    expect(client.getTreatment('ana', 'nowhere')).to.equal('fallback');
    expect(await bound.ask('string', 'nowhere')).to.deep.include({
      value: DEFAULTS.string,
      errorCode: 'FLAG_NOT_FOUND',
    });
  });
});

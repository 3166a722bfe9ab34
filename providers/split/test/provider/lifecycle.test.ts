import { OpenFeature } from '@openfeature/server-sdk';
import { ManualClock } from '@polyflag/core-engine';
import { expect } from 'chai';
import { runtimeParts } from '#src/client/factory.js';
import type { SplitConfig } from '#src/config/split-config.js';
import { SplitProvider } from '#src/provider.js';
import { codeOf } from '../client/code-of.js';
import { Log } from '../client/log.js';
import { ManualSource } from '../client/manual-source.js';
import { useFactories } from '../client/use-factories.js';
import { flag } from '../definitions/build.js';
import { Heard } from '../reports/listening.js';
import { ana, Bound, useOpenFeature } from './use-open-feature.js';

const on = [flag('x')];
const off = [flag('x', { killed: true })];

describe('a provider that owns its factory', () => {
  const factories = useFactories();
  const { bind, newDomain } = useOpenFeature();
  const owning = (config: SplitConfig = {}) =>
    new SplitProvider('localhost', { ...factories.files({ flags: on }), logger: new Log(), ...config });

  it('does nothing until it is initialized (DESIGN §4)', async () => {
    const source = new ManualSource();
    const clock = new ManualClock();
    const provider = owning({ [runtimeParts]: { source: source.make, clock } } as SplitConfig);
    await clock.advance(100_000);
    expect([source.starts, clock.pending]).to.deep.equal([0, 0]);
    expect(provider.client.getTreatment('ana', 'x')).to.equal('control');
    expect(source.starts).to.equal(0);
  });

  it('closes it with itself (2.5.1): the vendor client answers no more', async () => {
    const provider = owning();
    await bind(provider);
    expect(provider.client.getTreatment('ana', 'x')).to.equal('on');
    await OpenFeature.clearProviders();
    expect(provider.client.getTreatment('ana', 'x')).to.equal('control');
    expect(provider.client.getTreatmentsByFlagSet('ana', 's')).to.deep.equal({});
  });

  it('may be closed again and again, in series and side by side (2.5.3)', async () => {
    const provider = owning();
    await provider.onClose();
    await provider.initialize();
    await Promise.all([provider.onClose(), provider.onClose()]);
    await provider.onClose();
  });

  it('reads the file anew when it is initialized again (2.5.2)', async () => {
    const provider = owning();
    const bound = await bind(provider);
    expect(await bound.value('x')).to.equal('on');
    await OpenFeature.clearProviders();
    factories.files({ flags: off });
    const again = await bind(provider);
    expect(await again.value('x')).to.equal('off');
    expect(again.client.providerStatus).to.equal('READY');
    expect(provider.client.getTreatment('ana', 'x')).to.equal('off');
  });

  it('reads the file anew after a replacement in its own domain', async () => {
    const provider = owning();
    const { domain, client } = await bind(provider);
    await OpenFeature.setProviderAndWait(domain, owning());
    factories.files({ flags: off });
    await OpenFeature.setProviderAndWait(domain, provider);
    expect(await client.getStringValue('x', 'd', ana)).to.equal('off');
  });

  it('recovers by initialization from a file that could not be read', async () => {
    const splitFile = `${factories.directory}/late.json`;
    const provider = owning({ splitFile });
    const domain = newDomain();
    await OpenFeature.setProviderAndWait(domain, provider).catch(() => undefined);
    await OpenFeature.clearProviders();
    factories.write('late.json', { ff: { d: on } });
    await OpenFeature.setProviderAndWait(domain, provider);
    expect(await OpenFeature.getClient(domain).getStringValue('x', 'd', ana)).to.equal('on');
  });

  it('says READY once, and nothing else, for a good start (2.8.2)', async () => {
    const bound = new Bound(newDomain());
    const setting = OpenFeature.setProviderAndWait(bound.domain, owning());
    bound.listen();
    await setting;
    await new Promise((resolve) => setImmediate(resolve));
    expect(bound.types).to.deep.equal(['READY']);
  });

  it('gives up a start after initTimeoutMillis, and is READY when definitions come late (2.8.1)', async () => {
    const source = new ManualSource();
    const clock = new ManualClock();
    const provider = owning({ initTimeoutMillis: 500, [runtimeParts]: { source: source.make, clock } } as SplitConfig);
    const domain = newDomain();
    const setting = OpenFeature.setProviderAndWait(domain, provider).then(() => 'ready', codeOf);
    await clock.advance(499);
    const bound = new Bound(domain);
    expect(bound.client.providerStatus).to.equal('NOT_READY');
    await clock.advance(1);
    expect(await setting).to.equal('PROVIDER_NOT_READY');
    bound.listen();
    expect(await bound.ask('string', 'x')).to.deep.include({ errorCode: 'PROVIDER_NOT_READY' });
    await source.bring(...on);
    await bound.heard(1);
    expect(bound.types).to.deep.equal(['READY']);
    expect(await bound.value('x')).to.equal('on');
  });

  it('is closed during the start: initialize rejects, nothing serves (2.5.2)', async () => {
    const provider = owning();
    const starting = provider.initialize().then(() => 'ready', codeOf);
    await provider.onClose();
    expect(await starting).to.equal('PROVIDER_NOT_READY');
    expect(await provider.resolveStringEvaluation('x', 'd', ana)).to.deep.include({ errorCode: 'PROVIDER_NOT_READY' });
  });

  it('lets its listener hear everything before onClose resolves (2.7.1)', async () => {
    const heard = new Heard();
    const provider = owning({ impressionListener: heard });
    const bound = await bind(provider);
    for (let i = 0; i < 300; i++) await bound.value('x');
    await provider.onClose();
    expect(heard.data).to.have.lengthOf(300);
  });

  it('says nothing in the log that is not worth it (1.4.11)', async () => {
    const log = new Log();
    const bound = await bind(owning({ logger: log }));
    await bound.value('x');
    await bound.value('nowhere');
    await bound.ask('number', 'x');
    await bound.ask('string', 'x', {});
    expect(log.at('error', 'warn', 'info')).to.deep.equal([]);
  });
});

describe('a provider under several domains (DECISIONS 43)', () => {
  const factories = useFactories();
  const { bind, newDomain } = useOpenFeature();
  const owning = () => new SplitProvider('localhost', { ...factories.files({ flags: on }), logger: new Log() });

  it('is started once, and closed with the last of them', async () => {
    const provider = owning();
    const first = await bind(provider);
    const second = await bind(provider);
    expect([await first.value('x'), await second.value('x')]).to.deep.equal(['on', 'on']);
    await OpenFeature.setProviderAndWait(first.domain, owning());
    expect(await second.value('x')).to.equal('on');
    await OpenFeature.setProviderAndWait(second.domain, owning());
    expect(await provider.resolveStringEvaluation('x', 'd', ana)).to.deep.include({ errorCode: 'PROVIDER_NOT_READY' });
  });

  it('may be bound to the same domain twice', async () => {
    const provider = owning();
    const bound = await bind(provider);
    await OpenFeature.setProviderAndWait(bound.domain, provider);
    expect(await bound.value('x')).to.equal('on');
    expect(bound.client.providerStatus).to.equal('READY');
  });

  it('may be bound, replaced and bound again while it is still closing', async () => {
    const provider = owning();
    const { domain } = await bind(provider);
    // The one between them is closed during its start, and told so.
    const between = OpenFeature.setProviderAndWait(domain, owning()).catch(codeOf);
    await OpenFeature.setProviderAndWait(domain, provider);
    expect(await between).to.equal('PROVIDER_NOT_READY');
    expect(await OpenFeature.getClient(domain).getStringValue('x', 'd', ana)).to.equal('on');
  });

  it('tells each domain of a change', async () => {
    const source = new ManualSource();
    const provider = new SplitProvider('localhost', {
      logger: new Log(),
      [runtimeParts]: { source: source.make },
    } as SplitConfig);
    const domains = [newDomain(), newDomain()];
    const setting = domains.map((domain) => OpenFeature.setProviderAndWait(domain, provider));
    await source.bring(...on);
    await Promise.all(setting);
    const bounds = domains.map((domain) => new Bound(domain));
    for (const bound of bounds) bound.listen();
    await source.bring(...off);
    for (const bound of bounds) {
      await bound.heard(1);
      expect(bound.events).to.deep.equal([{ type: 'CONFIGURATION_CHANGED', flagsChanged: ['x'] }]);
    }
  });
});

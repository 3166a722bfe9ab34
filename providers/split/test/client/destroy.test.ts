import { silentLogger } from '@polyflag/core-engine';
import { expect } from 'chai';
import { runtimeParts, SplitFactory } from '#src/client/factory.js';
import type { ImpressionData } from '#src/config/impression-listener.js';
import type { SplitConfig } from '#src/config/split-config.js';
import { flag } from '../definitions/build.js';
import { codeOf } from './code-of.js';
import { ManualSource } from './manual-source.js';
import { useFactories } from './use-factories.js';

describe('destroy (§9.2)', () => {
  const factories = useFactories();
  const flags = [flag('x', { sets: ['s'] })];

  it('ends evaluations: control, {} by flag set, nothing from the manager', async () => {
    const { client, factory } = await factories.ready({ flags });
    expect(client.getTreatment('ana', 'x')).to.equal('on');
    await factory.destroy();
    expect(client.getTreatment('ana', 'x')).to.equal('control');
    expect(client.getTreatmentWithConfig('ana', 'x')).to.deep.equal({ treatment: 'control', config: null });
    expect(client.getTreatments('ana', ['x', 'y'])).to.deep.equal({ x: 'control', y: 'control' });
    expect(client.getTreatmentsWithConfig('ana', ['x'])).to.deep.equal({ x: { treatment: 'control', config: null } });
    expect(client.getTreatmentsByFlagSet('ana', 's')).to.deep.equal({});
    expect(client.getTreatmentsByFlagSets('ana', ['s'])).to.deep.equal({});
    expect(client.getTreatmentsWithConfigByFlagSet('ana', 's')).to.deep.equal({});
    expect(client.getTreatmentsWithConfigByFlagSets('ana', ['s'])).to.deep.equal({});
  });

  it('says so once for each method', async () => {
    const { client, factory, log } = await factories.ready({ flags });
    await factory.destroy();
    for (let i = 0; i < 3; i++) {
      client.getTreatment('ana', 'x');
      client.getTreatments('ana', ['x']);
      client.getTreatmentsByFlagSet('ana', 's');
    }
    expect(log.at('error')).to.have.lengthOf(3);
    for (const line of log.at('error')) expect(line).to.include('destroyed');
  });

  it('shows in the factory', async () => {
    const { factory } = await factories.ready({ flags });
    expect([factory.ready, factory.destroyed]).to.deep.equal([true, false]);
    await factory.destroy();
    expect([factory.ready, factory.destroyed]).to.deep.equal([false, true]);
  });

  it('ends evaluations at once, before its promise does', async () => {
    const { client, factory } = await factories.ready({ flags });
    const destroying = factory.destroy();
    expect(client.getTreatment('ana', 'x')).to.equal('control');
    expect(factory.manager().splitNames()).to.deep.equal([]);
    await destroying;
  });

  it('may be called again, one after the other and side by side', async () => {
    const { factory } = await factories.ready({ flags });
    await Promise.all([factory.destroy(), factory.destroy()]);
    await factory.destroy();
    expect(factory.destroyed).to.equal(true);
  });

  it('may come before the start: nothing starts then', async () => {
    const { factory } = factories.make({ flags });
    await factory.destroy();
    expect(factory.client().getTreatment('ana', 'x')).to.equal('control');
    await new Promise((resolve) => setImmediate(resolve));
    expect(factory.ready).to.equal(false);
  });

  it('may come during the start: it stays destroyed', async () => {
    const { factory } = factories.make({ flags });
    const client = factory.client();
    const waiting = factory.blockUntilReady().then(() => 'resolved', codeOf);
    await factory.destroy();
    expect(await waiting).to.equal('PROVIDER_NOT_READY');
    expect(factory.ready).to.equal(false);
    expect(client.getTreatment('ana', 'x')).to.equal('control');
  });

  it('during the start logs no error: nothing went wrong', async () => {
    const { factory, log } = factories.make({ flags });
    factory.client();
    await factory.destroy();
    await new Promise((resolve) => setImmediate(resolve));
    expect(log.at('error', 'warn')).to.deep.equal([]);
  });

  it('makes no impression of what is asked afterwards', async () => {
    const heard: ImpressionData[] = [];
    const impressionListener = { logImpression: (data: ImpressionData) => heard.push(data) };
    const { client, factory } = await factories.ready({ flags }, { impressionListener });
    await factory.destroy();
    client.getTreatment('ana', 'x');
    client.getTreatments('ana', ['x']);
    await factory.destroy();
    expect(heard).to.deep.equal([]);
  });

  it('ends the way in which definitions arrive: what comes later brings nothing back', async () => {
    const source = new ManualSource();
    const factory = new SplitFactory('localhost', {
      logger: silentLogger,
      [runtimeParts]: { source: source.make },
    } as SplitConfig);
    const client = factory.client();
    await source.bring(flag('x'));
    expect(client.getTreatment('ana', 'x')).to.equal('on');
    await factory.destroy();
    expect(source.stops).to.equal(1);
    await source.bring(flag('x', { changeNumber: 8 }));
    expect(factory.ready).to.equal(false);
    expect(client.getTreatment('ana', 'x')).to.equal('control');
    expect(factory.manager().splitNames()).to.deep.equal([]);
  });
});

import { OpenFeature } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { inspect } from 'node:util';
import { SplitFactory } from '#src/client/factory.js';
import { SplitProvider } from '#src/provider.js';
import { Log } from '../client/log.js';
import { useFactories } from '../client/use-factories.js';
import { allKeys, flag, flagOf, keyIn, matcher, rollout } from '../definitions/build.js';
import { ana, useOpenFeature } from './use-open-feature.js';

const full = flag('full', {
  changeNumber: 1700000000000,
  trafficTypeName: 'account',
  sets: ['front', 'back'],
  configurations: { on: '{"a":1}' },
  conditions: [rollout([allKeys], { on: 100 }, 'everybody')],
});

describe('the metadata of an answer (2.2.9, 2.2.10, §10.3)', () => {
  const factories = useFactories();
  const { bind } = useOpenFeature();
  const bound = (...flags: unknown[]) =>
    bind(new SplitProvider('localhost', { ...factories.files({ flags }), logger: new Log() }));

  it('has the configuration, label, change number, traffic type, killed and the sets', async () => {
    const { flagMetadata } = await (await bound(full)).ask('string', 'full');
    expect(flagMetadata).to.deep.include({
      config: '{"a":1}',
      label: 'everybody',
      changeNumber: 1700000000000,
      trafficType: 'account',
      killed: false,
      sets: 'front,back',
    });
  });

  it('leaves out what there is not', async () => {
    const { flagMetadata } = await (await bound(flag('x'))).ask('string', 'x');
    expect(flagMetadata).to.not.have.any.keys('config', 'sets');
    expect(flagMetadata).to.deep.include({ label: 'rolled out', changeNumber: 7, trafficType: 'user', killed: false });
  });

  it('says that a flag is killed', async () => {
    expect((await (await bound(flag('x', { killed: true }))).ask('string', 'x')).flagMetadata).to.deep.include({
      killed: true,
      label: 'killed',
    });
  });

  it('comes with errors about a type too', async () => {
    const details = await (await bound(full)).ask('number', 'full');
    expect(details.errorCode).to.equal('TYPE_MISMATCH');
    expect(details.flagMetadata).to.deep.include({ label: 'everybody', changeNumber: 1700000000000 });
  });

  it('holds nothing but texts, finite numbers and booleans, and cannot be changed', async () => {
    const flags = [
      full,
      flag('killed', { killed: true, configurations: { off: { deep: [1] } } }),
      flag('odd', { changeNumber: 'x', trafficTypeName: 5, sets: [5], configurations: { on: { a: null } } } as never),
      flagOf('unsupported', matcher('FROM_THE_FUTURE')),
      flag('circle', { prerequisites: [{ n: 'circle', ts: ['on'] }] }),
      flagOf('rule', keyIn('ana')),
    ];
    const { client } = await bound(...flags);
    for (const name of [...flags.map((wire) => wire.name), 'nowhere', '']) {
      for (const details of [
        await client.getStringDetails(name, 'd', ana),
        await client.getObjectDetails(name, {}, {}),
      ]) {
        for (const [field, value] of Object.entries(details.flagMetadata)) {
          expect(['string', 'boolean', 'number'], `${name}: ${field}`).to.include(typeof value);
          if (typeof value === 'number') expect(value).to.satisfy(Number.isFinite);
        }
        expect(Object.isFrozen(details.flagMetadata)).to.equal(true);
      }
    }
  });
});

describe('the provider itself', () => {
  const factories = useFactories();
  const { bind } = useOpenFeature();

  it('is named "split" (2.1.1)', async () => {
    const provider = new SplitProvider('localhost', factories.files({}));
    expect(provider.metadata).to.deep.equal({ name: 'split' });
    expect(Object.isFrozen(provider.metadata)).to.equal(true);
    const bound = await bind(provider);
    expect(bound.client.metadata.providerMetadata).to.deep.equal({ name: 'split' });
    expect(OpenFeature.getProviderMetadata(bound.domain).name).to.equal('split');
  });

  it('runs on servers, declares no context changes, and events with all six methods (5.1.1, 2.6.1)', () => {
    const provider = new SplitProvider('localhost', factories.files({}));
    expect(provider.runsOn).to.equal('server');
    expect(provider).to.not.have.property('onContextChanged');
    for (const name of ['emit', 'addHandler', 'removeHandler', 'removeAllHandlers', 'getHandlers', 'setLogger']) {
      expect(provider.events).to.have.property(name).that.is.a('function');
    }
  });

  it('gives the vendor client of the same definitions', async () => {
    const provider = new SplitProvider('localhost', factories.files({ flags: [full] }));
    await bind(provider);
    expect(provider.client.getTreatmentWithConfig('ana', 'full')).to.deep.equal({ treatment: 'on', config: '{"a":1}' });
  });

  for (const given of [undefined, null, 5, {}, [], { getTreatment: () => 'on' }]) {
    it(`is not made of ${inspect(given)}, and says of what it is`, () => {
      const make = () => new SplitProvider(given as unknown as SplitFactory);
      expect(make)
        .to.throw('SplitProvider takes an SDK key and options, or a SplitFactory, or its client')
        .with.property('code', 'GENERAL');
    });
  }

  it('refuses an unknown option, and one of a wrong type, by name', () => {
    expect(() => new SplitProvider('localhost', { splitFiel: 'x' } as never)).to.throw('splitFiel');
    expect(() => new SplitProvider('localhost', { localhostRefreshEnabled: 'yes' } as never)).to.throw(
      'localhostRefreshEnabled',
    );
  });

  for (const options of [null, [], 5, 'splitFile']) {
    it(`refuses ${inspect(options)} for options, in words`, () => {
      for (const make of [
        () => new SplitProvider('localhost', options as never),
        () => new SplitFactory('localhost', options as never),
      ]) {
        expect(make)
          .to.throw(/options/)
          .with.property('code', 'GENERAL');
      }
    });
  }

  it('shows nothing of its configuration when it is inspected', async () => {
    const secret = 'hunter2';
    const provider = new SplitProvider('localhost', {
      ...factories.files({ flags: [full] }),
      proxy: `http://user:${secret}@proxy:3128`,
      machineName: secret,
      impressionListener: { logImpression: () => undefined, token: secret } as never,
    });
    await bind(provider);
    for (const shown of [inspect(provider, { depth: null }), inspect({ provider }), JSON.stringify(provider)]) {
      expect(shown).to.not.include(secret);
    }
  });
});

import { expect } from 'chai';
import { runtimeParts } from '#src/client/factory.js';
import type { SplitConfig } from '#src/config/split-config.js';
import { SplitProvider } from '#src/provider.js';
import { ManualClock, silentLogger } from '@polyflag/core-engine';
import { ManualSource } from '../client/manual-source.js';
import { attributeIs, flagOf, matcher } from '../definitions/build.js';
import { FakeBackend, paths, type CountsBody, type ImpressionsBody } from './fake-backend.js';
import { START } from './use-backend.js';

describe('what leaves for the backend of evaluations through OpenFeature', () => {
  async function asked(
    ask: (provider: SplitProvider, clock: ManualClock) => Promise<void>,
    config: SplitConfig = {},
  ): Promise<FakeBackend> {
    const backend = new FakeBackend();
    const clock = new ManualClock(START);
    const source = new ManualSource();
    const parts = { [runtimeParts]: { source: source.make, clock, transport: backend.transport } };
    const provider = new SplitProvider('sdk-key', { logger: silentLogger, ...config, ...parts });
    const started = provider.initialize();
    await source.bring(flagOf('gold', attributeIs('plan', 'gold')), flagOf('future', matcher('FROM_THE_FUTURE')));
    await started;
    await ask(provider, clock);
    const closed = provider.onClose();
    await clock.advance(0);
    await closed;
    return backend;
  }

  it('are impressions with the keys of the context, repeats counted', async () => {
    const backend = await asked(async (provider) => {
      const gold = { targetingKey: 'ana', plan: 'gold' };
      await provider.resolveBooleanEvaluation('gold', false, gold);
      await provider.resolveBooleanEvaluation('gold', false, gold);
      await provider.resolveStringEvaluation('gold', '', { ...gold, bucketingKey: 'b' });
      await provider.resolveStringEvaluation('gold', '', { targetingKey: ' bob ' });
      await provider.resolveStringEvaluation('nowhere', '', gold);
      await provider.resolveStringEvaluation('gold', '', {});
    });
    const impression = { m: START, c: 7 };
    expect(backend.bodies<ImpressionsBody>(paths.impressions)).to.deep.equal([
      [
        {
          f: 'gold',
          i: [
            { k: 'ana', t: 'on', r: 'rolled out', ...impression },
            { k: 'bob', t: 'off', r: 'default rule', ...impression },
          ],
        },
      ],
    ]);
    expect(backend.bodies<CountsBody>(paths.counts)[0]?.pf.map(({ f, rc }) => [f, rc])).to.deep.equal([['gold', 2]]);
  });

  it('tell what the vendor decided where the caller gets his default, and the bucketing key', async () => {
    const backend = await asked(async (provider) => {
      await provider.resolveNumberEvaluation('future', 5, { targetingKey: 'ana', bucketingKey: 'b' });
    });
    const row = { k: 'ana', t: 'control', r: 'targeting rule type unsupported by sdk', b: 'b', m: START, c: 7 };
    expect(backend.bodies<ImpressionsBody>(paths.impressions)).to.deep.equal([[{ f: 'future', i: [row] }]]);
  });

  it('are the same for the vendor’s client beside it', async () => {
    const backend = await asked(async (provider) => {
      await provider.resolveBooleanEvaluation('gold', false, { targetingKey: 'ana', plan: 'gold' });
      provider.client.getTreatment('ana', 'gold', { plan: 'gold' });
      provider.client.getTreatments('ana', ['gold'], { plan: 'gold' });
    });
    expect(backend.bodies<CountsBody>(paths.counts)[0]?.pf.map(({ rc }) => rc)).to.deep.equal([2]);
  });

  it('are events, before the provider is closed (2.7.1)', async () => {
    const backend = await asked((provider) => {
      provider.track('bought', { targetingKey: 'ana', trafficType: 'account' }, { value: 5, plan: 'gold' });
      return Promise.resolve();
    });
    expect(backend.bodies(paths.events)).to.deep.equal([
      [
        {
          eventTypeId: 'bought',
          trafficTypeName: 'account',
          value: 5,
          timestamp: START,
          key: 'ana',
          properties: { plan: 'gold' },
        },
      ],
    ]);
  });
});

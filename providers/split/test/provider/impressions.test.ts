import { OpenFeature } from '@openfeature/server-sdk';
import { expect } from 'chai';
import type { SplitConfig } from '#src/config/split-config.js';
import { SplitProvider } from '#src/provider.js';
import { useFactories } from '../client/use-factories.js';
import { attributeIs, flagOf, keyIn } from '../definitions/build.js';
import { Heard } from '../reports/listening.js';
import { useOpenFeature } from './use-open-feature.js';

const content = { flags: [flagOf('for ana', keyIn('ana')), flagOf('for gold', attributeIs('plan', 'gold'))] };

describe('impressions of evaluations through OpenFeature', () => {
  const factories = useFactories();
  const { bind } = useOpenFeature();

  async function heardOf(
    ask: (ask: (name: string, context: object) => Promise<unknown>) => Promise<unknown>,
    config: SplitConfig = {},
  ): Promise<Heard> {
    const heard = new Heard();
    const options = { ...factories.files(content), impressionListener: heard, ...config };
    const bound = await bind(new SplitProvider('localhost', options));
    await ask((name, context) => bound.ask('string', name, { targetingKey: 'ana', ...context }));
    await OpenFeature.clearProviders();
    return heard;
  }

  it('are one for each evaluation, heard before the provider is closed (2.7.1)', async () => {
    const { impressions } = await heardOf(async (ask) => {
      await ask('for ana', {});
      await ask('for gold', { plan: 'gold', bucketingKey: 'b' });
      await ask('nowhere', {});
      await ask('for ana', { targetingKey: '' });
    });
    expect(
      impressions.map(({ feature, keyName, bucketingKey, treatment, label, changeNumber }) => [
        feature,
        keyName,
        bucketingKey,
        treatment,
        label,
        changeNumber,
      ]),
    ).to.deep.equal([
      ['for ana', 'ana', undefined, 'on', 'rolled out', 7],
      ['for gold', 'ana', 'b', 'on', 'rolled out', 7],
    ]);
  });

  it('are made also where the type does not fit', async () => {
    const heard = new Heard();
    const bound = await bind(
      new SplitProvider('localhost', { ...factories.files(content), impressionListener: heard }),
    );
    await bound.ask('number', 'for ana');
    await OpenFeature.clearProviders();
    expect(heard.impressions).to.have.lengthOf(1);
    expect(heard.impressions[0]).to.deep.include({ feature: 'for ana', treatment: 'on' });
  });

  it('have the name of the flag, without the blanks of the caller', async () => {
    expect((await heardOf((ask) => ask(' for ana ', {}))).features).to.deep.equal(['for ana']);
  });

  it('have the key as it was used', async () => {
    const { impressions } = await heardOf((ask) => ask('for ana', { targetingKey: ' ana ', bucketingKey: ' b ' }));
    expect(impressions.map(({ keyName, bucketingKey }) => [keyName, bucketingKey])).to.deep.equal([['ana', 'b']]);
  });

  it('have no bucketing key where it is null', async () => {
    const { impressions } = await heardOf((ask) => ask('for ana', { bucketingKey: null }));
    expect(impressions.map(({ bucketingKey }) => bucketingKey)).to.deep.equal([undefined]);
  });

  it('have the whole context for attributes', async () => {
    const { data } = await heardOf((ask) =>
      ask('for ana', { plan: 'gold', trafficType: 'account', bucketingKey: 'b' }),
    );
    const expected = { targetingKey: 'ana', plan: 'gold', trafficType: 'account', bucketingKey: 'b' };
    expect(data.map(({ attributes }) => attributes)).to.deep.equal([expected]);
  });

  it('have the label also where labelsEnabled is false', async () => {
    const { impressions } = await heardOf((ask) => ask('for ana', {}), { labelsEnabled: false });
    expect(impressions.map(({ label }) => label)).to.deep.equal(['rolled out']);
  });
});

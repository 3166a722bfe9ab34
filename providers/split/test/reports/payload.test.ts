import { ManualClock } from '@polyflag/core-engine';
import { expect } from 'chai';
import { hostname } from 'node:os';
import { runtimeParts } from '#src/client/factory.js';
import type { SplitConfig } from '#src/config/split-config.js';
import { useFactories, type Content } from '../client/use-factories.js';
import { allKeys, flag, flagOf, keyIn, matcher, rollout } from '../definitions/build.js';
import { Heard } from './listening.js';

const flags = [
  flag('x', { changeNumber: 1700000000000 }),
  flag('killed', { killed: true }),
  flagOf('unsupported', matcher('FROM_THE_FUTURE')),
  flag('circle', { prerequisites: [{ n: 'circle', ts: ['on'] }] }),
  flag('no rule', { conditions: [rollout([keyIn('nobody')]), rollout([allKeys], { off: 100 }, 'default rule')] }),
  flag('disabled', { impressionsDisabled: true }),
];

describe('what the listener hears (DECISIONS 9)', () => {
  const factories = useFactories();

  async function listening(config: SplitConfig = {}, content: Content = { flags }) {
    const heard = new Heard();
    const clock = new ManualClock(1_700_000_000_123);
    const options = { impressionListener: heard, ...config, [runtimeParts]: { clock } };
    const { client, factory } = await factories.ready(content, options);
    return { client, heard, factory, clock, tell: () => clock.advance(0) };
  }

  it('is the impression, the attributes, and who we are', async () => {
    const { client, heard, tell } = await listening({ machineName: 'box', machineIp: '10.1.2.3' });
    const attributes = { plan: 'gold', since: new Date(0) };
    client.getTreatment({ matchingKey: 'ana', bucketingKey: 'b' }, 'x', attributes, {
      properties: { page: 'cart', n: 1, no: null },
    });
    await tell();
    const { sdkLanguageVersion, ...data } = heard.data[0]!;
    expect(data).to.deep.equal({
      impression: {
        feature: 'x',
        keyName: 'ana',
        treatment: 'on',
        time: 1_700_000_000_123,
        bucketingKey: 'b',
        label: 'rolled out',
        changeNumber: 1700000000000,
        pt: undefined,
        properties: { page: 'cart', n: 1, no: null },
      },
      attributes,
      ip: '10.1.2.3',
      instanceId: '10.1.2.3',
      hostname: 'box',
    });
    expect(sdkLanguageVersion).to.match(/^nodejs-.+/);
  });

  it('has every field, also where there is nothing to say', async () => {
    const { client, heard, tell } = await listening();
    client.getTreatment('ana', 'x');
    await tell();
    const [data] = heard.data;
    expect(data).to.have.keys('impression', 'attributes', 'ip', 'instanceId', 'hostname', 'sdkLanguageVersion');
    expect(data!.impression).to.have.keys(
      'feature',
      'keyName',
      'treatment',
      'time',
      'bucketingKey',
      'label',
      'changeNumber',
      'pt',
      'properties',
    );
    expect(data!.impression).to.deep.include({ bucketingKey: undefined, pt: undefined, properties: undefined });
    expect(data!.attributes).to.equal(undefined);
    expect(data!.hostname).to.equal(hostname());
  });

  it('names neither machine nor address where IPAddressesEnabled is false', async () => {
    const { client, heard, tell } = await listening({
      IPAddressesEnabled: false,
      machineName: 'box',
      machineIp: '10.1.2.3',
    });
    client.getTreatment('ana', 'x');
    await tell();
    expect(heard.data[0]).to.deep.include({ ip: undefined, instanceId: undefined, hostname: undefined });
    expect(JSON.stringify(heard.data)).to.not.include('box').and.not.include('10.1.2.3').and.not.include(hostname());
  });

  it('has the label also where labelsEnabled is false (§6.2)', async () => {
    const { client, heard, tell } = await listening({ labelsEnabled: false });
    client.getTreatment('ana', 'x');
    await tell();
    expect(heard.impressions[0]).to.deep.include({ label: 'rolled out' });
  });

  const labels: readonly (readonly [name: string, treatment: string, label: string])[] = [
    ['x', 'on', 'rolled out'],
    ['killed', 'off', 'killed'],
    ['unsupported', 'control', 'targeting rule type unsupported by sdk'],
    ['circle', 'control', 'exception'],
    ['no rule', 'off', 'default rule'],
    ['disabled', 'on', 'rolled out'],
  ];
  for (const [name, treatment, label] of labels) {
    it(`is ${treatment} with the label ${label} for the flag "${name}", and its change number`, async () => {
      const { client, heard, tell } = await listening();
      client.getTreatment('ana', name);
      await tell();
      const changeNumber = name === 'x' ? 1700000000000 : 7;
      expect(heard.impressions).to.have.lengthOf(1);
      expect(heard.impressions[0]).to.deep.include({ feature: name, treatment, label, changeNumber });
    });
  }

  it('has the keys and the name in the form that they were used in', async () => {
    const { client, heard, tell } = await listening();
    client.getTreatment(' ana ', ' x ');
    client.getTreatment(5, 'x');
    client.getTreatment({ matchingKey: 5, bucketingKey: ' b ' }, 'x');
    await tell();
    expect(
      heard.impressions.map(({ feature, keyName, bucketingKey }) => [feature, keyName, bucketingKey]),
    ).to.deep.equal([
      ['x', 'ana', undefined],
      ['x', '5', undefined],
      ['x', '5', 'b'],
    ]);
  });

  it('has properties that were checked and copied', async () => {
    const { client, heard, tell } = await listening();
    const properties: Record<string, unknown> = { page: 'cart', list: [1] };
    client.getTreatment('ana', 'x', {}, { properties });
    properties.page = 'other';
    client.getTreatment('ana', 'x', {}, { properties: 'none' as never });
    client.getTreatment('ana', 'x', {}, { properties: {} });
    await tell();
    expect(heard.impressions.map((impression) => impression.properties)).to.deep.equal([
      { page: 'cart', list: null },
      undefined,
      undefined,
    ]);
  });

  it('may have the older name for its method', async () => {
    const heard = new Heard();
    const older = { log_impression: (data: Parameters<Heard['logImpression']>[0]) => heard.logImpression(data) };
    const { client, tell } = await listening({ impressionListener: older });
    client.getTreatment('ana', 'x');
    await tell();
    expect(heard.features).to.deep.equal(['x']);
  });
});

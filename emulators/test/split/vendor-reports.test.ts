import { expect } from 'chai';
import { emulatorsInTest } from '../support/emulators.js';
import { always } from '../support/flags.js';
import { vendorsInTest } from '../support/vendor.js';

describe("the reports of the vendor's SDK on the Split emulator", () => {
  const emulated = emulatorsInTest();
  const started = vendorsInTest();

  it('arrive: impressions, counts of those that repeat, events and telemetry', async () => {
    const emulator = await emulated();
    const changeNumber = emulator.putFlag(always('checkout', 'on'));
    const { client, factory } = started(emulator);
    await client.whenReady();
    await emulator.received('/v1/metrics/config');
    for (let times = 0; times < 3; times++) client.getTreatment('ana', 'checkout');
    client.getTreatment({ matchingKey: 'bob', bucketingKey: 'acct' }, 'checkout');
    client.track('ana', 'user', 'bought', 12.5, { plan: 'gold' });
    await factory.destroy();
    const impressions = emulator.impressions.map(({ m, ...rest }) => ({ ...rest, m: m > 0 }));
    const common = { f: 'checkout', t: 'on', c: changeNumber, r: 'label of ALL_KEYS', m: true };
    expect(impressions).to.deep.equal([
      { ...common, k: 'ana' },
      { ...common, k: 'bob', b: 'acct' },
    ]);
    expect(emulator.impressionCounts.map(({ f, rc }) => [f, rc])).to.deep.equal([['checkout', 2]]);
    expect(emulator.events.map(({ timestamp, ...rest }) => ({ ...rest, timestamp: timestamp > 0 }))).to.deep.equal([
      {
        eventTypeId: 'bought',
        trafficTypeName: 'user',
        value: 12.5,
        key: 'ana',
        properties: { plan: 'gold' },
        timestamp: true,
      },
    ]);
    expect(emulator.metrics.config).to.have.length(1);
    expect(emulator.metrics.config[0]).to.include({ sE: true });
    expect(emulator.metrics.usage.at(-1)).to.include({ spC: 1 });
    const sent = emulator.requests.find(({ path }) => path === '/testImpressions/bulk');
    expect(sent?.headers).to.include({ authorization: 'Bearer emulated', splitsdkimpressionsmode: 'OPTIMIZED' });
  });

  it('arrive: unique keys and all counts, where no impressions are wanted', async () => {
    const emulator = await emulated();
    emulator.putFlag(always('checkout', 'on'));
    const { client, factory } = started(emulator, { sync: { impressionsMode: 'NONE' } });
    await client.whenReady();
    for (const key of ['ana', 'bob', 'ana']) client.getTreatment(key, 'checkout');
    await factory.destroy();
    expect(emulator.impressions).to.deep.equal([]);
    expect(emulator.uniqueKeys).to.deep.equal([{ f: 'checkout', ks: ['ana', 'bob'] }]);
    expect(emulator.impressionCounts.map(({ f, rc }) => [f, rc])).to.deep.equal([['checkout', 3]]);
  });
});

import { expect } from 'chai';
import { hackleEmulatorsInTest } from '../support/emulators.js';
import { alwaysVariation } from '../support/hackle.js';
import { hackleVendorsInTest } from '../support/hackle-vendor.js';

describe("the vendor's SDK on the Hackle emulator", () => {
  const emulated = hackleEmulatorsInTest();
  const started = hackleVendorsInTest();

  it('decides what was put, for those whom a bucket, a segment, a container and an override name', async () => {
    const emulator = await emulated();
    const everybody = { startInclusive: 0, endExclusive: 10_000 };
    emulator.putBucket({ id: 7, seed: 5, slotSize: 10_000, slots: [{ ...everybody, variationId: 2 }] });
    emulator.putBucket({ id: 8, seed: 5, slotSize: 10_000, slots: [{ ...everybody, variationId: 90 }] });
    emulator.putExperiment({ key: 42, id: 420, execution: { defaultRule: { type: 'BUCKET', bucketId: 7 } } });
    emulator.putContainer({ id: 9, bucketId: 8, groups: [{ id: 90, experiments: [430] }] });
    emulator.putExperiment({ ...alwaysVariation(43, 'B'), id: 430, containerId: 9 });
    emulator.putExperiment({ ...alwaysVariation(44, 'B'), id: 440, containerId: 9 });
    emulator.putSegment({ key: 'staff', targets: [{ conditions: [idIs('ana')] }] });
    const rule = {
      target: { conditions: [inSegment('staff')] },
      action: { type: 'VARIATION', variationId: 2 },
    } as const;
    emulator.putFeatureFlag({ key: 42, execution: { targetRules: [rule] } });
    emulator.overrideExperiment(42, 'eve', 'A');
    emulator.putRemoteConfig({ key: 'banner', type: 'STRING', defaultValue: { id: 3, value: 'hello' } });
    const vendor = started(emulator);
    expect(await vendor.ask('initialized')).to.deep.equal({ success: true });
    const tests = [42, 43, 44].map((key) => async (user: string) => vendor.ask('variation', key, user));
    const given = [];
    for (const user of ['ana', 'eve']) {
      for (const test of tests) given.push(await test(user));
      given.push(await vendor.ask('isFeatureOn', 42, user));
    }
    expect(given).to.deep.equal(['B', 'B', 'A', true, 'A', 'B', 'A', false]);
    expect(await vendor.ask('remoteConfig', 'banner', 'ana', 'none')).to.equal('hello');
  });

  it('sends everything it has to say when it is closed', async () => {
    const emulator = await emulated();
    emulator.putExperiment({ ...alwaysVariation(42, 'B'), id: 420, version: 3 });
    emulator.putRemoteConfig({ key: 'banner', id: 30, type: 'STRING', defaultValue: { id: 3, value: 'hello' } });
    emulator.putEventType({ id: 77, key: 'purchase' });
    const vendor = started(emulator);
    await vendor.ask('initialized');
    await vendor.ask('variation', 42, 'ana');
    await vendor.ask('remoteConfig', 'banner', 'ana', 'none');
    await vendor.ask('track', 'purchase', 13_200, 'ana');
    await vendor.ask('track', 'unheard', 1, 'ana');
    vendor.close();
    await Promise.all([emulator.received('/api/v2/events'), emulator.received('/metrics')]);
    const [exposure, ...moreExposures] = emulator.exposures;
    expect(exposure).to.deep.include({
      userId: 'ana',
      identifiers: { $id: 'ana' },
      experimentId: 420,
      experimentKey: 42,
      experimentType: 'AB_TEST',
      experimentVersion: 3,
      variationId: 2,
      variationKey: 'B',
      decisionReason: 'TRAFFIC_ALLOCATED',
    });
    expect(moreExposures).to.deep.equal([]);
    expect(
      emulator.tracks.map(({ eventTypeId, eventTypeKey, value }) => [eventTypeId, eventTypeKey, value]),
    ).to.deep.equal([
      [77, 'purchase', 13_200],
      [0, 'unheard', 1],
    ]);
    expect(emulator.remoteConfigEvents.map(({ parameterId, valueId }) => [parameterId, valueId])).to.deep.equal([
      [30, 3],
    ]);
    expect(emulator.metrics.map(({ name }) => name)).to.include.members(['api.call', 'experiment.decision']);
    const sent = emulator.requests.find(({ path }) => path === '/api/v2/events');
    expect(sent?.headers).to.include({ 'x-hackle-sdk-key': 'emulated', 'x-hackle-sdk-name': 'javascript-sdk_node' });
  });

  it('picks up a changed workspace at its next poll, and hears that nothing has changed @slow', async () => {
    const emulator = await emulated();
    const before = emulator.putFeatureFlag(alwaysVariation(5, 'A'));
    const early = started(emulator, 'early');
    await early.ask('initialized');
    expect(await early.ask('isFeatureOn', 5, 'ana')).to.equal(false);
    const after = emulator.putFeatureFlag(alwaysVariation(5, 'B'));
    const late = started(emulator, 'late');
    await late.ask('initialized');
    for (const key of ['early', 'late']) await emulator.received(`/api/v2/workspaces/${key}`, { count: 2 });
    while (!(await early.ask('isFeatureOn', 5, 'ana')));
    expect(await late.ask('isFeatureOn', 5, 'ana')).to.equal(true);
    const polls = (key: string) =>
      emulator.requests
        .filter(({ path }) => path.includes(`/${key}/`))
        .map(({ headers, status }) => [headers['if-modified-since'], status]);
    expect(polls('early')).to.deep.equal([
      [undefined, 200],
      [before, 200],
    ]);
    expect(polls('late')).to.deep.equal([
      [undefined, 200],
      [after, 304],
    ]);
  }).timeout(30_000);

  it('has no workspace where its key is not accepted', async () => {
    const emulator = await emulated({ keys: ['another'] });
    emulator.putExperiment(alwaysVariation(42, 'B'));
    const vendor = started(emulator);
    await vendor.ask('initialized');
    expect(await vendor.ask('variation', 42, 'ana')).to.equal('A');
    expect(emulator.requests.map(({ status }) => status)).to.deep.equal([403]);
  });
});

function idIs(id: string) {
  return conditionOf('USER_ID', '$id', id);
}

function inSegment(key: string) {
  return conditionOf('SEGMENT', 'SEGMENT', key);
}

function conditionOf(type: 'USER_ID' | 'SEGMENT', name: string, value: string) {
  const match = { type: 'MATCH', operator: 'IN', valueType: 'STRING', values: [value] } as const;
  return { key: { type, name }, match };
}

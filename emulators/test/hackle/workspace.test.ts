import { ManualClock } from '@polyflag/core-engine';
import type { HackleEmulator, WorkspaceWire } from '@polyflag/emulators';
import { expect } from 'chai';
import { hackleEmulatorsInTest } from '../support/emulators.js';
import { alwaysVariation, fetchWorkspace, workspaceOf } from '../support/hackle.js';

/** A Monday, at noon. */
const noon = Date.UTC(2024, 5, 10, 12);

describe('the workspace of the Hackle emulator', () => {
  const emulated = hackleEmulatorsInTest();

  it('is sent once, and then when it was modified', async () => {
    const emulator = await emulated({ clock: new ManualClock(noon) });
    const first = await fetchWorkspace(emulator);
    expect([first.status, first.headers['last-modified']]).to.deep.equal([200, 'Mon, 10 Jun 2024 12:00:00 GMT']);
    const again = await fetchWorkspace(emulator, first.headers['last-modified']);
    expect([again.status, again.bytes.length]).to.deep.equal([304, 0]);
    const modified = emulator.putExperiment({ key: 42 });
    const second = await fetchWorkspace(emulator, first.headers['last-modified']);
    expect([second.status, second.headers['last-modified']]).to.deep.equal([200, modified]);
    expect(emulator.lastModified).to.equal(modified);
  });

  it('is sent to whoever has not the very same time, be it later or written otherwise', async () => {
    const emulator = await emulated({ clock: new ManualClock(noon) });
    expect((await fetchWorkspace(emulator, 'Tue, 11 Jun 2024 12:00:00 GMT')).status).to.equal(200);
    expect((await fetchWorkspace(emulator, '2024-06-10T12:00:00Z')).status).to.equal(200);
  });

  it('has a later time with every change, if there are many in one second or none for long', async () => {
    const clock = new ManualClock(noon + 400);
    const emulator = await emulated({ clock });
    const times = [emulator.lastModified, emulator.putFeatureFlag({ key: 1 }), emulator.removeFeatureFlag(1)];
    await clock.advance(60_000);
    times.push(emulator.load({}));
    expect(times).to.deep.equal([
      'Mon, 10 Jun 2024 12:00:00 GMT',
      'Mon, 10 Jun 2024 12:00:01 GMT',
      'Mon, 10 Jun 2024 12:00:02 GMT',
      'Mon, 10 Jun 2024 12:01:00 GMT',
    ]);
  });

  it('has all that is always there, whatever is left out', async () => {
    const emulator = await emulated();
    const lists = ['buckets', 'containers', 'events', 'experiments', 'featureFlags', 'inAppMessages'];
    const more = ['parameterConfigurations', 'remoteConfigParameters', 'segments', 'workspace'];
    expect(Object.keys(await workspaceOf(emulator)).sort()).to.deep.equal([...lists, ...more]);
    emulator.putExperiment({ key: 42 });
    const [experiment] = (await workspaceOf(emulator)).experiments;
    const { id, ...rest } = experiment!;
    expect(rest).to.deep.equal({
      key: 42,
      name: null,
      status: 'EXECUTED',
      version: 1,
      bucketId: 0,
      identifierType: '$id',
      containerId: null,
      winnerVariationId: null,
      implementationType: 'DEFAULT',
      variations: [
        { id: 1, key: 'A', status: 'ACTIVE', parameterConfigurationId: null },
        { id: 2, key: 'B', status: 'ACTIVE', parameterConfigurationId: null },
      ],
      execution: {
        id,
        status: 'RUNNING',
        version: 1,
        userOverrides: [],
        segmentOverrides: [],
        targetAudiences: [],
        targetRules: [],
        defaultRule: { type: 'VARIATION', variationId: 1 },
        targetUrls: null,
      },
    });
  });

  it('is what is loaded, with whatever there is in it that nobody knows', async () => {
    const emulator = await emulated();
    emulator.putFeatureFlag({ key: 1 });
    const whole = await workspaceOf(emulator);
    const given = { ...whole, experiments: [], unheard: { of: true }, segments: ['nonsense'], events: 'nonsense' };
    emulator.load(given as unknown as WorkspaceWire);
    expect(await workspaceOf(emulator)).to.deep.equal(given);
    emulator.load({ featureFlags: [{ key: 2, variations: 7 as never }] });
    const { featureFlags } = await workspaceOf(emulator);
    expect(featureFlags.map(({ key, variations }) => [key, variations])).to.deep.equal([[2, 7]]);
  });

  it('keeps the place and the number of what is put again, unless that brings a number', async () => {
    const emulator = await emulated();
    emulator.putExperiment({ key: 1 });
    emulator.putExperiment({ key: 2 });
    const ids = (await workspaceOf(emulator)).experiments.map(({ id }) => id);
    expect(new Set(ids)).to.have.property('size', 2);
    emulator.putExperiment(alwaysVariation(1, 'B'));
    const { experiments } = await workspaceOf(emulator);
    expect(experiments.map(({ key, id, execution }) => [key, id, execution?.defaultRule])).to.deep.equal([
      [1, ids[0], { type: 'VARIATION', variationId: 2 }],
      [2, ids[1], { type: 'VARIATION', variationId: 1 }],
    ]);
    emulator.putExperiment({ key: 1, id: 10 });
    expect(emulator.workspace.experiments?.[0]).to.include({ key: 1, id: 10 });
  });

  it('has A/B tests and flags of the same key beside each other', async () => {
    const emulator = await emulated();
    emulator.putExperiment({ key: 1 });
    emulator.putFeatureFlag({ key: 1 });
    const { experiments, featureFlags } = await workspaceOf(emulator);
    expect([experiments.length, featureFlags.length]).to.deep.equal([1, 1]);
    expect(experiments[0]?.id).not.to.equal(featureFlags[0]?.id);
  });

  it('gives somebody a variation, another one, and takes it back', async () => {
    const emulator = await emulated();
    const overrides = () => emulator.workspace.featureFlags?.[0]?.execution?.userOverrides;
    emulator.putFeatureFlag({ ...alwaysVariation(1, 'A'), version: 9 });
    emulator.overrideFeatureFlag(1, 'ana', 'A');
    emulator.overrideFeatureFlag(1, 'bob', 'B');
    emulator.overrideFeatureFlag(1, 'ana', 'B');
    expect(overrides()).to.deep.equal([
      { userId: 'bob', variationId: 2 },
      { userId: 'ana', variationId: 2 },
    ]);
    emulator.overrideFeatureFlag(1, 'bob', undefined);
    expect(overrides()).to.deep.equal([{ userId: 'ana', variationId: 2 }]);
    expect(emulator.workspace.featureFlags?.[0]).to.include({ version: 9 });
    const refused = (): string => emulator.overrideFeatureFlag(1, 'ana', 'Z');
    expect(refused).to.throw('the emulator has no variation Z of feature flag 1');
    expect(() => emulator.overrideExperiment(1, 'ana', 'B')).to.throw('the emulator has no A/B test 1');
  });

  const target = { conditions: [] };
  const parts: readonly (readonly [
    keyof WorkspaceWire,
    (on: HackleEmulator) => string,
    (on: HackleEmulator) => string,
  ])[] = [
    ['experiments', (on) => on.putExperiment({ key: 1 }), (on) => on.removeExperiment(1)],
    ['featureFlags', (on) => on.putFeatureFlag({ key: 1 }), (on) => on.removeFeatureFlag(1)],
    [
      'remoteConfigParameters',
      (on) => on.putRemoteConfig({ key: 'one', type: 'NUMBER', defaultValue: { id: 1, value: 1 } }),
      (on) => on.removeRemoteConfig('one'),
    ],
    ['segments', (on) => on.putSegment({ key: 'one', targets: [target] }), (on) => on.removeSegment('one')],
    ['buckets', (on) => on.putBucket({ id: 1, seed: 1, slotSize: 100, slots: [] }), (on) => on.removeBucket(1)],
    ['containers', (on) => on.putContainer({ id: 1, bucketId: 1, groups: [] }), (on) => on.removeContainer(1)],
    [
      'parameterConfigurations',
      (on) => on.putParameterConfiguration({ id: 1, parameters: [{ key: 'color', value: 'red' }] }),
      (on) => on.removeParameterConfiguration(1),
    ],
    ['events', (on) => on.putEventType({ id: 1, key: 'one' }), (on) => on.removeEventType('one')],
  ];
  for (const [list, put, remove] of parts) {
    it(`has ${list} that come, once each, and go`, async () => {
      const emulator = await emulated();
      const times = [emulator.lastModified, put(emulator), put(emulator)];
      expect((await workspaceOf(emulator))[list]).to.have.length(1);
      times.push(remove(emulator));
      expect((await workspaceOf(emulator))[list]).to.have.length(0);
      expect(new Set(times)).to.have.property('size', 4);
      expect(() => remove(emulator)).to.throw(/^the emulator has no .* (1|one)$/);
    });
  }
});

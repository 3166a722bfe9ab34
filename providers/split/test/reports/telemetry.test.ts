import { ManualClock } from '@polyflag/core-engine';
import { expect } from 'chai';
import { runtimeOf } from '#src/client/runtime-of.js';
import { SplitProvider } from '#src/provider.js';
import { Telemetry, type UsageFigures } from '#src/reports/telemetry/telemetry.js';
import { streamingEvent } from '#src/sync/observer.js';
import { flag } from '../definitions/build.js';
import { paths } from './fake-backend.js';
import { MINUTE, START, useBackend } from './use-backend.js';

type Body = Readonly<Record<string, unknown>>;

const none: UsageFigures = {
  impressionsQueued: 0,
  impressionsDeduped: 0,
  impressionsDropped: 0,
  eventsQueued: 0,
  eventsDropped: 0,
  flags: 0,
  segments: 0,
  segmentKeys: 0,
};

/** A histogram with these slots filled. */
function slots(filled: Readonly<Record<number, number>>): number[] {
  return Array.from({ length: 23 }, (_, at) => filled[at] ?? 0);
}

describe('telemetry (§6.6)', () => {
  function made() {
    const clock = new ManualClock(START);
    const elapsed = { ms: 0 };
    const telemetry = new Telemetry(clock, () => elapsed.ms);
    const usage = (): Body => JSON.parse(telemetry.takeUsage(none, 0)) as Body;
    return { clock, elapsed, telemetry, usage };
  }

  it('tells what was noted, under the names of the vendor', () => {
    const { telemetry, usage } = made();
    telemetry.synced('flags', 5);
    telemetry.synced('impressionCounts');
    telemetry.httpLatency('segments', 0.4);
    telemetry.httpLatency('segments', 2);
    telemetry.httpError('flags', 500);
    telemetry.httpError('flags', 500);
    telemetry.httpError('token', 401);
    telemetry.latency('getTreatmentsByFlagSet', 1e9);
    telemetry.exception('getTreatmentWithConfig');
    telemetry.tokenRefreshed();
    telemetry.authRejected();
    telemetry.authRejected();
    telemetry.inlineUpdate('flags');
    telemetry.streamingEvent(streamingEvent.primaryOccupancy, 2);
    telemetry.streamingEvent(streamingEvent.connected);
    expect(usage()).to.deep.equal({
      lS: { sp: 5, ic: START },
      mL: { tf: slots({ 22: 1 }) },
      mE: { tc: 1 },
      hE: { sp: { 500: 2 }, to: { 401: 1 } },
      hL: { se: slots({ 0: 1, 2: 1 }) },
      tR: 1,
      aR: 2,
      iQ: 0,
      iDe: 0,
      iDr: 0,
      spC: 0,
      seC: 0,
      skC: 0,
      sL: 0,
      eQ: 0,
      eD: 0,
      sE: [
        { e: 10, d: 2, t: START },
        { e: 0, d: 0, t: START },
      ],
      t: [],
      ufs: { sp: 1, rbs: 0 },
    });
  });

  it('begins anew after each report, but remembers when it was synchronised', () => {
    const { telemetry, usage } = made();
    telemetry.synced('flags', 5);
    telemetry.httpError('flags', 500);
    telemetry.httpLatency('flags', 5);
    telemetry.latency('track', 5);
    telemetry.exception('getTreatment');
    telemetry.streamingEvent(streamingEvent.status, 1);
    telemetry.inlineUpdate('ruleBasedSegments');
    telemetry.tokenRefreshed();
    usage();
    expect(usage()).to.deep.include({ lS: { sp: 5 }, mL: {}, mE: {}, hE: {}, hL: {}, sE: [], tR: 0 });
    expect(usage()).to.deep.include({ ufs: { sp: 0, rbs: 0 } });
  });

  it('tells of twenty events of the stream at most', () => {
    const { telemetry, usage } = made();
    for (let i = 0; i < 30; i++) telemetry.streamingEvent(streamingEvent.syncMode, i);
    expect((usage().sE as { d: number }[]).map(({ d }) => d)).to.deep.equal(Array.from({ length: 20 }, (_, i) => i));
  });

  it('measures the first hundred calls of a period, then one in a hundred, which counts for a hundred', () => {
    const { telemetry, elapsed, usage } = made();
    let measured = 0;
    const times = telemetry.methods.getTreatment;
    const ask = (): void => {
      if (--times.left > 0) return;
      const began = times.begin();
      elapsed.ms += 2;
      measured += 1;
      times.end(began);
    };
    for (let i = 0; i < 100; i++) ask();
    expect(measured).to.equal(100);
    for (let i = 0; i < 1_000; i++) ask();
    expect(measured).to.equal(110);
    expect(usage().mL).to.deep.equal({ t: slots({ 2: 1_100 }) });
    ask();
    expect(measured).to.equal(111);
    expect(usage().mL).to.deep.equal({ t: slots({ 2: 1 }) });
  });

  it('measures calls of a method by that method, and gives what they give', () => {
    const { telemetry, elapsed, usage } = made();
    expect(telemetry.timed('track', () => (elapsed.ms += 10))).to.equal(10);
    expect(usage().mL).to.deep.equal({ tr: slots({ 6: 1 }) });
  });
});

describe('telemetry for the backend (§6.6)', () => {
  const { make, ready } = useBackend();

  it('tells the configuration once, when definitions are there', async () => {
    const { factory, client, backend, clock, source } = make({
      impressionsMode: 'DEBUG',
      impressionListener: { logImpression: () => undefined },
      urls: { events: 'https://proxy.example/api' },
      flagSetsFilter: ['one', 'two'],
      proxy: 'http://proxy.example:3128',
      streamingEnabled: false,
      featuresRefreshRate: 7,
    });
    client.getTreatment('ana', 'a');
    const started = factory.blockUntilReady();
    await clock.advance(250);
    expect(backend.bodies(paths.config)).to.deep.equal([]);
    await source.bring(flag('a'));
    await started;
    await source.bring(flag('b'));
    await clock.advance(0);
    expect(backend.bodies(paths.config)).to.deep.equal([
      {
        oM: 0,
        st: 'memory',
        aF: 1,
        rF: 0,
        sE: false,
        rR: { sp: 7, se: 30, im: 60, ev: 10, te: 3600 },
        uO: { s: false, e: true, a: false, st: false, t: false },
        iQ: 10_000,
        eQ: 10_000,
        iM: 1,
        iL: true,
        hP: true,
        tR: 250,
        tC: 0,
        bT: 0,
        nR: 1,
        t: [],
        i: [],
        uC: 0,
        fsT: 2,
        fsI: 0,
      },
    ]);
  });

  it('tells of factories that run beside this one', async () => {
    const first = await ready();
    const second = await ready();
    expect(second.backend.bodies<Body>(paths.config)[0]).to.deep.include({ aF: 1, rF: 1 });
    const destroyed = first.factory.destroy();
    await first.clock.advance(0);
    await destroyed;
    const third = await ready();
    expect(third.backend.bodies<Body>(paths.config)[0]).to.deep.include({ aF: 1, rF: 1 });
  });

  it('tells how it went, every hour and at the end', async () => {
    const { client, factory, backend, clock, reports } = await ready({ eventsQueueSize: 2, eventsPushRate: 3_000 });
    backend.reply(paths.impressions, 500);
    for (let i = 0; i < 3; i++) client.getTreatment('ana', 'a');
    client.getTreatmentWithConfig('ana', 'b');
    client.getTreatments('ana', ['off the record']);
    for (let i = 0; i < 3; i++) client.track('ana', 'user', 'bought');
    reports.telemetry?.tokenRefreshed();
    await clock.advance(60 * MINUTE);
    const [usage] = backend.bodies<Body>(paths.usage);
    expect(usage).to.deep.include({
      iQ: 2,
      iDe: 3,
      iDr: 0,
      eQ: 2,
      eD: 1,
      spC: 3,
      seC: 0,
      skC: 0,
      tR: 1,
      sL: 60 * MINUTE,
      hE: { im: { 500: 1 } },
    });
    expect(Object.keys(usage?.mL as object)).to.deep.equal(['t', 'ts', 'tc', 'tr']);
    expect((usage?.mL as { t: number[] }).t.reduce((sum, count) => sum + count, 0)).to.equal(3);
    expect(usage?.lS).to.have.keys('im', 'ic', 'ev', 'te');
    const destroyed = factory.destroy();
    await clock.advance(0);
    await destroyed;
    expect(backend.bodies<Body>(paths.usage)[1]).to.deep.include({ tR: 0, hE: {}, iQ: 2, sL: 60 * MINUTE });
  });

  it('counts evaluations that fail', async () => {
    const circle = flag('circle', { prerequisites: [{ n: 'circle', ts: ['on'] }] });
    const { client, backend, clock } = await ready({}, [circle]);
    client.getTreatment('ana', 'circle');
    client.getTreatmentsWithConfig('ana', ['circle']);
    await clock.advance(60 * MINUTE);
    expect(backend.bodies<Body>(paths.usage)[0]).to.deep.include({ mE: { t: 1, tcs: 1 } });
  });

  it('measures evaluations through OpenFeature too', async () => {
    const { factory, backend, clock, source } = make();
    const provider = new SplitProvider(factory);
    const started = provider.initialize();
    await source.bring(flag('a'));
    await started;
    await provider.resolveStringEvaluation('a', '', { targetingKey: 'ana' });
    await clock.advance(60 * MINUTE);
    const [usage] = backend.bodies<{ mL: { tc: number[] } }>(paths.usage);
    expect(usage?.mL.tc.reduce((sum, count) => sum + count, 0)).to.equal(1);
    const closed = provider.onClose();
    await clock.advance(0);
    await closed;
  });

  it('counts segments and their keys', async () => {
    const { factory, backend, clock } = await ready();
    runtimeOf(factory)!.definitions.change({
      segments: { replace: [{ name: 's', version: 1, keys: new Set(['x', 'y']) }] },
    });
    await clock.advance(60 * MINUTE);
    expect(backend.bodies<Body>(paths.usage)[0]).to.deep.include({ seC: 1, skC: 2 });
  });

  it('is tried again, ever more rarely, where it does not arrive', async () => {
    const { backend, clock } = await ready();
    backend.reply(paths.usage, ...Array.from({ length: 1_000 }, () => 500));
    await clock.advance(60 * MINUTE);
    await clock.advance(59 * MINUTE);
    expect(backend.bodies(paths.usage).length).to.be.within(2, 40);
  });
});

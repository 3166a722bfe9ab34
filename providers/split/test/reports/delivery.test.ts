import { expect } from 'chai';
import { runtimeOf } from '#src/client/runtime-of.js';
import { paths, type CountsBody, type ImpressionsBody, type KeysBody } from './fake-backend.js';
import { flags, HOUR_BEGIN, MINUTE, START, useBackend, type Reporting } from './use-backend.js';

const keysOf = (bodies: readonly ImpressionsBody[]): string[] => bodies.flat().flatMap(({ i }) => i.map(({ k }) => k));

function ask({ client }: Reporting, count: number, from = 0): string[] {
  const keys = Array.from({ length: count }, (_, i) => `user-${from + i}`);
  for (const key of keys) client.getTreatment(key, 'a');
  return keys;
}

/** @returns whether that took no time at all */
async function destroy({ factory, clock }: Reporting): Promise<boolean> {
  let done = false;
  const destroyed = factory.destroy().then(() => (done = true));
  await clock.advance(0);
  const atOnce = done;
  await clock.advance(60_000);
  await destroyed;
  return atOnce;
}

describe('what leaves for the backend', () => {
  const { make, ready } = useBackend();

  it('does not leave before its time', async () => {
    const reporting = await ready();
    ask(reporting, 3);
    reporting.client.track('ana', 'user', 'bought');
    await reporting.clock.advance(9_999);
    expect(reporting.backend.posts.map(({ path }) => path)).to.deep.equal([paths.config]);
  });

  it('does nothing at all before the start', () => {
    const { clock, backend, reports } = make();
    expect([clock.pending, backend.posts.length, reports.stats.events?.queued]).to.deep.equal([0, 0, 0]);
  });

  const rhythms = [
    { what: 'impressions', path: paths.impressions, every: 300_000 },
    {
      what: 'impressions in the mode DEBUG',
      path: paths.impressions,
      every: 60_000,
      config: { impressionsMode: 'DEBUG' },
    },
    {
      what: 'impressions by their option',
      path: paths.impressions,
      every: 7_000,
      config: { impressionsRefreshRate: 7 },
    },
    { what: 'events', path: paths.events, every: 10_000 },
    { what: 'events by their option', path: paths.events, every: 500, config: { eventsPushRate: 0.5 } },
    { what: 'counts', path: paths.counts, every: 30 * MINUTE },
    { what: 'unique keys', path: paths.keys, every: 15 * MINUTE, config: { impressionsMode: 'NONE' } },
    { what: 'usage', path: paths.usage, every: 60 * MINUTE },
    { what: 'usage by its option', path: paths.usage, every: 60_000, config: { metricsRefreshRate: 60 } },
  ] as const;
  for (const { what, path, every, ...rest } of rhythms) {
    it(`leaves after ${every} ms: ${what}`, async () => {
      const { client, clock, backend } = await ready('config' in rest ? rest.config : {});
      const before = backend.bodies(path).length;
      for (let i = 0; i < 2; i++) client.getTreatment('ana', 'a');
      client.track('ana', 'user', 'bought');
      await clock.advance(every - 1);
      expect(backend.bodies(path)).to.have.lengthOf(before);
      await clock.advance(1);
      expect(backend.bodies(path)).to.have.lengthOf(before + 1);
    });
  }

  it('leaves at once when there is a bulk of it', async () => {
    const reporting = await ready({ impressionsBulkSize: 3, eventsBulkSize: 2 });
    const { client, clock, backend } = reporting;
    ask(reporting, 3);
    for (let i = 0; i < 2; i++) client.track('ana', 'user', 'bought');
    expect(backend.bodies(paths.impressions)).to.deep.equal([]);
    await clock.advance(0);
    expect(keysOf(backend.bodies(paths.impressions))).to.have.lengthOf(3);
    expect(backend.bodies<unknown[]>(paths.events).map((body) => body.length)).to.deep.equal([2]);
  });

  it('leaves at once when the queue is full and smaller than a bulk', async () => {
    const reporting = await ready({ impressionsQueueSize: 2, eventsQueueSize: 2 });
    ask(reporting, 2);
    for (let i = 0; i < 2; i++) reporting.client.track('ana', 'user', 'bought');
    await reporting.clock.advance(0);
    expect(keysOf(reporting.backend.bodies(paths.impressions))).to.have.lengthOf(2);
    expect(reporting.backend.bodies<unknown[]>(paths.events)[0]).to.have.lengthOf(2);
  });

  it('goes in parts of no more than a bulk', async () => {
    const reporting = await ready({ impressionsBulkSize: 4 });
    const keys = ask(reporting, 10);
    await destroy(reporting);
    const bodies = reporting.backend.bodies<ImpressionsBody>(paths.impressions);
    expect(bodies.map((body) => keysOf([body]).length)).to.deep.equal([4, 4, 2]);
    expect(keysOf(bodies)).to.deep.equal(keys);
  });

  it('all leaves at the destroy', async () => {
    const reporting = await ready({ impressionsMode: 'OPTIMIZED' });
    const { client, backend, reports } = reporting;
    client.getTreatment('ana', 'a');
    client.getTreatment('ana', 'a');
    client.getTreatment('ana', 'off the record');
    client.track('ana', 'user', 'bought');
    expect(await destroy(reporting)).to.equal(true);
    const told = Object.values(paths).filter((path) => backend.bodies(path).length === 1);
    expect(told).to.deep.equal(Object.values(paths));
    const { impressions, events, counts, uniqueKeys, telemetry } = reports.stats;
    for (const stats of [impressions, events, counts, uniqueKeys, telemetry])
      expect(stats).to.deep.include({ queued: 0, inFlight: 0, dropped: 0 });
    expect(reporting.clock.pending).to.equal(0);
  });

  it('is given up at the end of closeTimeoutMillis where the backend does not answer, and counted', async () => {
    const reporting = await ready({ closeTimeoutMillis: 5_000 });
    const { client, backend, clock, reports } = reporting;
    backend.otherwise = 'hang';
    ask(reporting, 7);
    for (let i = 0; i < 3; i++) client.getTreatment('user-1', 'a');
    for (let i = 0; i < 2; i++) client.getTreatment('ana', 'off the record');
    client.track('ana', 'user', 'bought');
    let done = false;
    const destroyed = reporting.factory.destroy().then(() => (done = true));
    await clock.advance(4_999);
    expect(done).to.equal(false);
    await clock.advance(1);
    expect(done).to.equal(true);
    await destroyed;
    const { impressions, events, counts, uniqueKeys } = reports.stats;
    expect([impressions?.dropped, events?.dropped, counts?.givenUp, uniqueKeys?.dropped]).to.deep.equal([7, 1, 5, 1]);
    expect(clock.pending).to.equal(0);
  });

  const kinds = [
    { path: paths.impressions, what: 'impressions', read: (bodies: unknown[]) => keysOf(bodies as ImpressionsBody[]) },
    {
      path: paths.counts,
      what: 'counts',
      read: (bodies: unknown[]) => (bodies as CountsBody[]).flatMap(({ pf }) => pf.map(({ f, rc }) => `${f} ${rc}`)),
    },
    {
      path: paths.keys,
      what: 'unique keys',
      read: (bodies: unknown[]) => (bodies as KeysBody[]).flatMap(({ keys }) => keys.flatMap(({ ks }) => ks)),
    },
    {
      path: paths.events,
      what: 'events',
      read: (bodies: unknown[]) => (bodies as { key: string }[][]).flat().map(({ key }) => key),
    },
  ];
  for (const { path, what, read } of kinds) {
    it(`is delivered once after three failures: ${what}`, async () => {
      const reporting = await ready({ impressionsRefreshRate: 60, eventsPushRate: 60 });
      const { client, backend, clock } = reporting;
      backend.reply(path, 500, 503, 502);
      client.getTreatment('ana', 'a');
      client.getTreatment('ana', 'a');
      client.getTreatment('ana', 'off the record');
      client.track('ana', 'user', 'bought');
      await clock.advance(65 * MINUTE);
      expect(backend.bodies(path).length).to.be.above(3);
      const taken = read(backend.bodies(path, true));
      await destroy(reporting);
      expect(read(backend.bodies(path, true))).to.deep.equal(taken);
      const expected = what === 'counts' ? ['a 1', 'off the record 1'] : ['ana'];
      expect(taken.sort()).to.deep.equal(expected);
    });
  }

  it('waits five minutes at least where the credentials were refused', async () => {
    const { client, backend, clock, reports } = await ready({ eventsPushRate: 1 });
    backend.reply(paths.events, 403);
    client.track('ana', 'user', 'bought');
    await clock.advance(1_000);
    await clock.advance(299_000);
    expect(backend.bodies(paths.events)).to.have.lengthOf(1);
    await clock.advance(30 * MINUTE);
    expect(backend.bodies(paths.events)).to.have.lengthOf(2);
    expect(reports.stats.events).to.deep.include({ sent: 1, dropped: 0, queued: 0 });
  });

  it('is halved where it is too large', async () => {
    const reporting = await ready({ impressionsRefreshRate: 10 });
    const { backend, clock } = reporting;
    backend.reply(paths.impressions, 413, 400);
    const keys = ask(reporting, 8);
    await clock.advance(10_000);
    const bodies = backend.bodies<ImpressionsBody>(paths.impressions);
    expect(bodies.map((body) => keysOf([body]).length)).to.deep.equal([8, 4, 2, 2, 4]);
    expect(keysOf(backend.bodies(paths.impressions, true))).to.deep.equal(keys);
  });

  it('is dropped, and counted, where one alone is refused', async () => {
    const reporting = await ready({ impressionsRefreshRate: 10 });
    reporting.backend.reply(paths.impressions, 400);
    ask(reporting, 1);
    await reporting.clock.advance(10_000);
    expect(reporting.reports.stats.impressions).to.deep.include({ dropped: 1, queued: 0 });
    expect(reporting.reports.stats.impressions?.droppedByReason.refused).to.equal(1);
  });

  it('waits as long as the backend asks', async () => {
    const { client, backend, clock } = await ready({ eventsPushRate: 1 });
    backend.reply(paths.events, { status: 429, headers: { 'retry-after': '60' } });
    client.track('ana', 'user', 'bought');
    await clock.advance(60_999);
    expect(backend.bodies(paths.events)).to.have.lengthOf(1);
    await clock.advance(1_001);
    expect(backend.bodies(paths.events)).to.have.lengthOf(2);
  });

  it('drops the newest impressions where the queue is full, and counts them', async () => {
    const reporting = await ready({ impressionsQueueSize: 5 });
    const keys = ask(reporting, 9);
    expect(reporting.reports.stats.impressions).to.deep.include({ queued: 5, dropped: 4 });
    await destroy(reporting);
    expect(keysOf(reporting.backend.bodies(paths.impressions))).to.deep.equal(keys.slice(0, 5));
  });

  it('sends unique keys at 30,000 pairs, 5,000 in a body, without waiting', async () => {
    const reporting = await ready({ impressionsMode: 'NONE' });
    ask(reporting, 29_999);
    await reporting.clock.advance(0);
    expect(reporting.backend.bodies(paths.keys)).to.deep.equal([]);
    ask(reporting, 1, 29_999);
    expect(reporting.backend.bodies(paths.keys)).to.deep.equal([]);
    await reporting.clock.advance(0);
    const bodies = reporting.backend.bodies<KeysBody>(paths.keys);
    expect(bodies.map(({ keys }) => keys.map(({ ks }) => ks.length))).to.deep.equal(
      Array.from({ length: 6 }, () => [5_000]),
    );
  });

  it('sends a unique key once in 24 hours', async () => {
    const { client, clock, backend } = await ready({ impressionsMode: 'NONE' });
    for (let hour = 0; hour < 25; hour++) {
      client.getTreatment('ana', 'a');
      await clock.advance(60 * MINUTE);
    }
    expect(backend.bodies(paths.keys)).to.have.lengthOf(2);
    expect(backend.posts.filter(({ path }) => path === paths.keys).map(({ body }) => body)).to.deep.equal([
      { keys: [{ f: 'a', ks: ['ana'] }] },
      { keys: [{ f: 'a', ks: ['ana'] }] },
    ]);
  });

  it('can begin anew after a close: what was seen before is still known', async () => {
    const reporting = await ready({ impressionsMode: 'DEBUG' });
    const { client, factory, source, backend, clock } = reporting;
    const runtime = runtimeOf(factory)!;
    client.getTreatment('ana', 'a');
    await runtime.close(1_000);
    const started = runtime.start();
    await source.bring(...flags);
    await started;
    await clock.advance(MINUTE - clock.now() + START);
    client.getTreatment('ana', 'a');
    expect(reporting.reports.stats.impressions).to.deep.include({ accepted: 1, queued: 1 });
    await destroy(reporting);
    const rows = backend
      .bodies<ImpressionsBody>(paths.impressions)
      .flat()
      .flatMap(({ i }) => i);
    expect(rows.map(({ m, pt }) => [m, pt])).to.deep.equal([
      [START, undefined],
      [START + MINUTE, START],
    ]);
    expect(backend.bodies(paths.config)).to.have.lengthOf(2);
  });

  it('belongs to the hour of the evaluation, however late it leaves', async () => {
    const { client, clock, backend } = await ready();
    for (let i = 0; i < 2; i++) client.getTreatment('ana', 'a');
    await clock.advance(3 * 60 * MINUTE);
    expect(backend.bodies<CountsBody>(paths.counts)).to.deep.equal([{ pf: [{ f: 'a', m: HOUR_BEGIN, rc: 1 }] }]);
  });

  it('does not keep the process: nobody awaits an answer', async () => {
    const { client, clock, backend } = await ready({ eventsPushRate: 1 });
    client.track('ana', 'user', 'bought');
    await clock.advance(1_000);
    expect(backend.posts.map(({ request }) => request.background)).to.deep.equal([true, true]);
  });

  it('names no key, no user and no event in the log, whatever the backend answers', async () => {
    const reporting = await ready({ eventsPushRate: 1, impressionsRefreshRate: 1 });
    const { client, backend, clock, log } = reporting;
    for (const path of Object.values(paths)) backend.reply(path, 500, 401, 413, 400);
    client.getTreatment('hunter2', 'a');
    client.track('hunter2', 'user', 'hunter2', 1, { text: 'hunter2' });
    await clock.advance(120 * MINUTE);
    expect(log.lines.length).to.be.above(0);
    expect(log.toString()).to.not.include('hunter2').and.not.include('sdk-key');
  });
});

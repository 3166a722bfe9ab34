import { expect } from 'chai';
import fc from 'fast-check';
import { decisionOf, ManualClock, type Decision } from '@polyflag/core-engine';
import type { Impression } from '#src/reports/impression.js';
import { ImpressionRecorder } from '#src/reports/impression-recorder.js';
import { UniqueKeys } from '#src/reports/unique-keys.js';
import { paths, type CountsBody, type ImpressionsBody, type Reply } from './fake-backend.js';
import { HOUR, START, useBackend } from './use-backend.js';

const modes = ['OPTIMIZED', 'DEBUG', 'NONE'] as const;

describe('the totals of impressions (§6.3)', () => {
  function recorder(mode: (typeof modes)[number], observed: number) {
    const clock = new ManualClock(START);
    const sent: Impression[] = [];
    const uniqueKeys = new UniqueKeys({ maxPending: 1_000, maxSeen: observed });
    const made = new ImpressionRecorder({
      mode,
      clock,
      uniqueKeys,
      observed,
      send: (impression) => sent.push(impression),
      onUniqueKey: () => undefined,
    });
    const decide = (flag: number, treatment: string): Decision =>
      decisionOf(
        { key: `flag ${flag}`, kind: 'feature flag', info: { changeNumber: flag, impressionsDisabled: flag === 3 } },
        { variant: treatment, value: treatment },
        'rolled out',
        'SPLIT',
      );
    return { made, clock, sent, uniqueKeys, decide };
  }

  const steps = fc.array(
    fc.record({
      flag: fc.nat(3),
      key: fc.nat(6),
      treatment: fc.constantFrom('on', 'off'),
      /** Whether the decision is one that was compiled anew. */
      anew: fc.boolean(),
      /** Whether it comes the long way, with nothing that would need it. */
      long: fc.boolean(),
      wait: fc.constantFrom(0, 1, HOUR / 3),
    }),
    { maxLength: 120 },
  );

  for (const mode of modes) {
    it(`${mode}: sent without a time before, and counted, are all that were made, however little is remembered`, async () => {
      await fc.assert(
        fc.asyncProperty(steps, fc.constantFrom(1, 2, 7, 1_000), async (all, observed) => {
          const { made, clock, sent, decide } = recorder(mode, observed);
          const decisions = new Map<string, Decision>();
          let enabled = 0;
          for (const { flag, key, treatment, anew, long, wait } of all) {
            await clock.advance(wait);
            const name = `${flag} ${treatment}`;
            if (anew || !decisions.has(name)) decisions.set(name, decide(flag, treatment));
            const decision = decisions.get(name)!;
            if (long) {
              const whom = { key: String(key), bucketingKey: undefined, attributes: undefined };
              made.record({ ...whom, feature: `flag ${flag}`, treatment, label: 'rolled out', decision }, clock.now());
            } else made.note(decision, String(key), undefined);
            if (flag !== 3) enabled += 1;
          }
          const counted = made.counts.take().reduce((sum, { count }) => sum + count, 0);
          if (mode === 'DEBUG') {
            expect([sent.length, counted]).to.deep.equal([enabled, all.length - enabled]);
          } else {
            expect(sent.filter(({ pt }) => pt === undefined).length + counted).to.equal(all.length);
          }
          // Whatever was forgotten: a time before is the time of the same impression.
          const last = new Map<string, number>();
          for (const { kind, key, time, pt } of mode === 'DEBUG' ? sent : []) {
            const name = `${kind.parts.feature} ${kind.parts.treatment} ${key}`;
            if (pt !== undefined || observed === 1_000) expect(pt).to.equal(last.get(name));
            last.set(name, time);
          }
        }),
        { numRuns: 60 },
      );
    });
  }

  it('a pair that was pushed out is new again', () => {
    const { made, sent, decide } = recorder('OPTIMIZED', 2);
    const decision = decide(1, 'on');
    for (const key of ['a', 'b', 'c', 'a']) made.note(decision, key, undefined);
    expect(sent.map(({ key, pt }) => [key, pt])).to.deep.equal([
      ['a', undefined],
      ['b', undefined],
      ['c', undefined],
      ['a', undefined],
    ]);
  });

  it('a pair that was seen again meanwhile is still known', () => {
    const { made, sent, decide } = recorder('OPTIMIZED', 2);
    const decision = decide(1, 'on');
    for (const key of ['a', 'b', 'a', 'c', 'a']) made.note(decision, key, undefined);
    expect(sent.map(({ key }) => key)).to.deep.equal(['a', 'b', 'c']);
  });

  it('what is remembered of flags that change again and again has a bound', () => {
    const { made } = recorder('OPTIMIZED', 10);
    for (let changeNumber = 0; changeNumber < 100; changeNumber++) {
      const flag = { key: 'flag', kind: 'feature flag', info: { changeNumber } };
      made.note(decisionOf(flag, { variant: 'on', value: 'on' }, 'rolled out', 'SPLIT'), 'ana', undefined);
    }
    expect(made.remembered).to.deep.equal({ pairs: 10, kinds: 10 });
  });

  it('a kind of impression that was forgotten and came again is still one', () => {
    const { made, sent, decide } = recorder('OPTIMIZED', 1);
    const [one, other, same] = [decide(1, 'on'), decide(2, 'on'), decide(1, 'on')];
    made.note(one, 'a', undefined);
    made.note(other, 'a', undefined);
    made.note(same, 'a', undefined);
    made.note(one, 'a', undefined);
    expect(sent.map(({ kind }) => kind.parts.feature)).to.deep.equal(['flag 1', 'flag 2', 'flag 1']);
  });
});

describe('the totals at the backend', () => {
  const { ready } = useBackend();
  const reply: fc.Arbitrary<Reply> = fc.constantFrom<Reply[]>(200, 200, 500, 503, 413, 401, 'hang');

  it('are what was evaluated less what was dropped and counted, whatever the backend does @slow', async () => {
    const acts = fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.record({ key: fc.nat(9), flag: fc.constantFrom('a', 'b', 'off the record') }) },
        { weight: 2, arbitrary: fc.constantFrom(10_000, 400_000, HOUR) },
      ),
      { minLength: 1, maxLength: 60 },
    );
    const replies = fc.array(reply, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(acts, replies, replies, fc.boolean(), async (all, first, second, dead) => {
        const { client, factory, backend, clock, reports } = await ready({
          impressionsQueueSize: 6,
          impressionsBulkSize: 4,
          eventsQueueSize: 6,
          eventsBulkSize: 4,
        });
        backend.reply(paths.impressions, ...first);
        backend.reply(paths.events, ...first);
        backend.reply(paths.counts, ...second);
        let evaluations = 0;
        let events = 0;
        for (const act of all) {
          if (typeof act === 'number') await clock.advance(act);
          else {
            client.getTreatment(`user-${act.key}`, act.flag);
            client.track(`user-${act.key}`, 'user', 'bought', evaluations);
            evaluations += 1;
            events += 1;
          }
        }
        if (dead) backend.otherwise = 'hang';
        const destroyed = factory.destroy();
        await clock.advance(10_000);
        await destroyed;
        const rows = backend.bodies<ImpressionsBody>(paths.impressions, true).flat();
        const fresh = rows.flatMap(({ i }) => i).filter(({ pt }) => pt === undefined).length;
        const again = rows.flatMap(({ i }) => i).length - fresh;
        const counted = backend
          .bodies<CountsBody>(paths.counts, true)
          .flatMap(({ pf }) => pf.map(({ rc }) => rc))
          .reduce((sum, count) => sum + count, 0);
        const { impressions, counts, events: tracked } = reports.stats;
        expect(impressions).to.deep.include({ queued: 0, inFlight: 0, sent: fresh + again });
        // Of those that were dropped some carried a time before, and were counted as well.
        const least = fresh + counted + (counts?.givenUp ?? 0);
        expect(least).to.be.at.most(evaluations);
        expect(least + (impressions?.dropped ?? 0)).to.be.at.least(evaluations);
        if (impressions?.dropped === 0) expect(least).to.equal(evaluations);
        const values = backend.bodies<{ value: number }[]>(paths.events, true).flat();
        expect(new Set(values.map(({ value }) => value)).size).to.equal(values.length);
        expect(values.length + (tracked?.dropped ?? 0)).to.equal(events);
      }),
      { numRuns: 60 },
    );
  });
});

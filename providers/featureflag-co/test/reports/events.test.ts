import { expect } from 'chai';
import type { ReportedVariation } from '#src/reports/report.js';
import { ann, EventsRig } from '../support/events-rig.js';

const answered = (featureFlagKeyName: string, localId: number, reason: string): ReportedVariation => ({
  featureFlagKeyName,
  sendToExperiment: localId === 1,
  variation: { localId, variationValue: `value ${localId}`, reason },
});

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

describe('events', () => {
  it('leave every three seconds, usage and metrics in one request, in the order in which they came', async () => {
    const rig = new EventsRig();
    const variations = [answered('payments', 1, 'fall through all rules'), answered('checkout', 2, 'rule match')];
    rig.events.add({ kind: 'usage', user: ann, variations, timestamp: 1_663_656_999_100 });
    rig.events.add({
      kind: 'metric',
      user: ann,
      metrics: [
        { eventName: 'paid', numericValue: 1 },
        { eventName: 'seen', numericValue: 2.5 },
      ],
    });
    await rig.clock.advance(2_999);
    expect(rig.requests).to.have.length(0);
    await rig.clock.advance(1);
    expect(rig.requests).to.have.length(1);
    expect(rig.requests[0]).to.deep.include({
      method: 'POST',
      url: 'https://events.test/api/public/track',
      headers: { envSecret: 'the secret', 'User-Agent': 'ffc-node-server-sdk', 'Content-Type': 'application/json' },
    });
    const metric = { route: 'index/metric', type: 'CustomEvent', appType: 'nodeserverside' };
    expect(rig.bodies[0]).to.deep.equal([
      {
        user: ann,
        userVariations: [
          {
            featureFlagKeyName: 'payments',
            sendToExperiment: true,
            timestamp: 1_663_656_999_100,
            variation: { localId: 1, variationValue: 'value 1', reason: 'fall through all rules' },
          },
          {
            featureFlagKeyName: 'checkout',
            sendToExperiment: false,
            timestamp: 1_663_656_999_100,
            variation: { localId: 2, variationValue: 'value 2', reason: 'rule match' },
          },
        ],
      },
      {
        user: ann,
        metrics: [
          { eventName: 'paid', numericValue: 1, ...metric },
          { eventName: 'seen', numericValue: 2.5, ...metric },
        ],
      },
    ]);
    await rig.clock.advance(60_000);
    expect(rig.requests).to.have.length(1);
  });

  it('leave fifty at a time, one request after the other', async () => {
    const rig = new EventsRig();
    rig.track(...upTo(120));
    await rig.clock.advance(3_000);
    expect(rig.values).to.deep.equal([upTo(50), upTo(50).map((n) => n + 50), upTo(20).map((n) => n + 100)]);
  });

  it('that all say the same are all sent', async () => {
    const rig = new EventsRig();
    rig.track(7, 7, 7);
    expect(await rig.events.flush(1_000)).to.equal(true);
    expect(rig.values).to.deep.equal([[7, 7, 7]]);
  });

  it('that were not delivered are sent again after a tenth of a second, once, and then at the next interval', async () => {
    const rig = new EventsRig();
    rig.statuses = [500, 503, 500, 202];
    const begin = rig.clock.now();
    rig.track(1, 2);
    await rig.clock.advance(10_000);
    expect(rig.requests.map(({ at }) => at - begin)).to.deep.equal([3_000, 3_100, 6_000, 6_400]);
    expect(rig.values).to.deep.equal([
      [1, 2],
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    expect(rig.events.stats).to.include({ sent: 2, dropped: 0, queued: 0 });
  });

  it('stay, the same, when the secret is refused, and are sent again after minutes', async () => {
    const rig = new EventsRig();
    rig.statuses = [401];
    rig.track(1);
    await rig.clock.advance(299_999);
    expect(rig.requests).to.have.length(1);
    await rig.clock.advance(1_800_000);
    expect(rig.values).to.deep.equal([[1], [1]]);
  });

  it('are sent in halves when a batch is refused, so that only what is refused alone is dropped', async () => {
    const rig = new EventsRig();
    rig.statuses = [400, 400, 400];
    rig.track(1, 2, 3, 4);
    await rig.clock.advance(3_000);
    expect(rig.values).to.deep.equal([[1, 2, 3, 4], [1, 2], [1], [2], [3, 4]]);
    expect(rig.events.stats.droppedByReason).to.include({ refused: 1 });
  });

  it('that do not fit are dropped and counted, and cost the caller nothing', () => {
    const rig = new EventsRig();
    rig.track(...upTo(10_001));
    expect(rig.events.stats).to.include({ accepted: 10_000, rejected: 1, dropped: 1 });
  });

  it('of which one is larger than all others are bounded by bytes too', () => {
    const rig = new EventsRig();
    const heavy = { ...ann, customizedProperties: [{ name: 'x', value: 'x'.repeat(1_000_000) }] };
    for (let i = 0; i < 20; i++)
      rig.events.add({ kind: 'metric', user: heavy, metrics: [{ eventName: 'a', numericValue: 1 }] });
    expect(rig.events.stats).to.include({ accepted: 15, rejected: 5 });
  });

  it('that wait are all delivered at the close, even right after a failure', async () => {
    const rig = new EventsRig();
    rig.statuses = [500];
    rig.track(...upTo(70));
    await rig.clock.advance(0);
    const closing = rig.events.close(5_000);
    await rig.clock.advance(5_000);
    expect(await closing).to.deep.equal({ sent: 70, dropped: 0 });
    expect(rig.values.flat().sort((a, b) => Number(a) - Number(b))).to.include.members(upTo(70));
    rig.track(71);
    expect(rig.events.stats).to.include({ sent: 70, rejected: 1, queued: 0 });
    expect(rig.clock.pending).to.equal(0);
  });

  it('that cannot be delivered at the close are given up at its deadline, counted', async () => {
    const rig = new EventsRig();
    rig.statuses = [undefined];
    rig.track(1);
    const closing = rig.events.close(5_000);
    await rig.clock.advance(5_000);
    expect(await closing).to.deep.equal({ sent: 0, dropped: 1 });
    expect(rig.clock.pending).to.equal(0);
  });

  it('say nothing of the secret and of users in the log', async () => {
    const rig = new EventsRig();
    rig.statuses = [401, 400, 500];
    rig.track(1);
    await rig.clock.advance(4_000_000);
    expect(rig.logged.join()).to.not.match(/the secret|ann/);
    expect(rig.logged).to.not.have.length(0);
  });
});

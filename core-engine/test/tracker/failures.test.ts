import { expect } from 'chai';
import { delivered, failed, item, setUp, tooLarge, unauthorized, type Item } from './support.js';

const MINUTE = 60_000;
const refusing = (...bad: number[]) => {
  return (batch: readonly Item[]) => (batch.some(({ id }) => bad.includes(id)) ? tooLarge : delivered);
};

describe('a tracker, when delivery fails', () => {
  it('sends the same items again, before the others, after a growing wait', async () => {
    const { tracker, backend, clock, addAll, times } = setUp();
    backend.answers = [failed, failed];
    tracker.start();
    addAll(1, 5);
    await clock.advance(MINUTE);
    expect(backend.batches).to.deep.equal([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4], [5]]);
    expect(times()).to.deep.equal([0, 1_000, 3_000, 60_000]);
    expect(tracker.stats).to.include({ sent: 5, dropped: 0, attempts: 4, failedAttempts: 2 });
  });

  it('takes a throw, a rejection and a nonsensical answer for a failure that passes', async () => {
    const { tracker, backend, clock, addAll, logger } = setUp({ attemptsPerFlush: 10 });
    backend.answers = ['throw', 'reject', 'nonsense'];
    tracker.start();
    addAll(1, 4);
    await clock.advance(MINUTE);
    expect(backend.batches).to.have.length(4);
    expect(tracker.stats).to.include({ sent: 4, failedAttempts: 3 });
    expect(logger.lines.join('\n')).to.include('TypeError').and.not.include('secret-user-key');
  });

  it('gives up on a request that hangs and tells the sender so', async () => {
    const { tracker, backend, clock, addAll, times } = setUp();
    backend.answers = ['hang'];
    tracker.start();
    addAll(1, 4);
    await clock.advance(4_999);
    expect(backend.signals[0]!.aborted).to.be.false;
    await clock.advance(1);
    expect(backend.signals[0]!.aborted).to.be.true;
    await clock.advance(1_000);
    expect(times()).to.deep.equal([0, 6_000]);
    expect(tracker.stats).to.include({ sent: 4, queued: 0 });
  });

  it('leaves a batch that is not full to the next interval after its attempts', async () => {
    const { tracker, backend, clock, addAll, times } = setUp({ attemptsPerFlush: 2 });
    backend.answers = [failed, failed, failed];
    tracker.start();
    addAll(1, 2);
    await clock.advance(3 * MINUTE);
    expect(times()).to.deep.equal([60_000, 61_000, 120_000, 124_000]);
    expect(tracker.stats).to.include({ sent: 2, queued: 0 });
  });

  it('counts its attempts anew at each interval, and after each delivery', async () => {
    const { tracker, backend, clock, addAll, times } = setUp({ attemptsPerFlush: 2 });
    backend.answers = [failed, delivered, failed, delivered];
    tracker.start();
    addAll(1, 6);
    await clock.advance(MINUTE - 1);
    expect(times(), 'the first batch').to.deep.equal([0, 1_000]);
    await clock.advance(1);
    await clock.advance(MINUTE - 1);
    expect(times().slice(2), 'one failure is not yet the end of it').to.deep.equal([60_000, 62_000]);

    const second = setUp({ attemptsPerFlush: 3 });
    second.backend.answers = [failed, failed, failed, failed, failed];
    second.tracker.start();
    second.addAll(1, 1);
    await second.clock.advance(3 * MINUTE);
    expect(second.times()).to.deep.equal([60_000, 61_000, 63_000, 120_000, 128_000, 144_000]);
  });

  it('grants an interval that comes in the middle of a back-off its own attempts', async () => {
    const { tracker, backend, clock, times } = setUp();
    backend.otherwise = failed;
    tracker.start();
    await clock.advance(58_500);
    tracker.add(item(1));
    void tracker.flush(1);
    await clock.advance(MINUTE);
    expect(times()).to.deep.equal([58_500, 59_500, 61_500, 65_500, 73_500]);
  });

  it('does not hurry when items keep coming', async () => {
    const { tracker, backend, clock, times } = setUp({ maxItems: 1_000 });
    backend.otherwise = failed;
    tracker.start();
    for (let id = 1; id <= 400; id++) {
      tracker.add(item(id));
      await clock.advance(100);
    }
    expect(times()).to.deep.equal([300, 1_300, 3_300, 7_300, 15_300, 31_300]);
  });

  it('waits as long as the backend asks', async () => {
    const { tracker, backend, clock, addAll, times } = setUp();
    backend.answers = [{ kind: 'failed', retryAfterMs: 45_000 }];
    tracker.start();
    addAll(1, 4);
    await clock.advance(5 * MINUTE);
    expect(times()).to.deep.equal([0, 45_000]);
  });

  it('believes no backend that asks for more than half an hour, or for nonsense', async () => {
    const { tracker, backend, clock, addAll, times } = setUp();
    backend.answers = [
      { kind: 'failed', retryAfterMs: 1e12 },
      { kind: 'failed', retryAfterMs: NaN },
      { kind: 'failed', retryAfterMs: -5 },
    ];
    tracker.start();
    addAll(1, 4);
    await clock.advance(60 * MINUTE);
    expect(times()).to.deep.equal([0, 30 * MINUTE, 30 * MINUTE + 2_000, 30 * MINUTE + 6_000]);
  });

  it('halves a refused batch down to the one refused item, drops that and delivers the others', async () => {
    const { tracker, backend, addAll, drops } = setUp({ batchItems: 8 });
    backend.otherwise = refusing(6);
    addAll(1, 10);
    expect(await tracker.flush(1_000)).to.be.false;
    expect(backend.batches).to.deep.equal([
      [1, 2, 3, 4, 5, 6, 7, 8],
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [5, 6],
      [5],
      [6],
      [7, 8],
      [9, 10],
    ]);
    expect(drops).to.deep.equal([{ count: 1, reason: 'refused', ids: [6] }]);
    expect(tracker.stats).to.include({ sent: 9, dropped: 1, queued: 0 });
  });

  it('delivers in parts what is too large as a whole', async () => {
    const { tracker, backend, addAll } = setUp({ batchItems: 10 });
    backend.otherwise = (batch) => (batch.length > 3 ? tooLarge : delivered);
    addAll(1, 10);
    expect(await tracker.flush(1_000)).to.be.true;
    expect(tracker.stats).to.include({ sent: 10, dropped: 0 });
  });

  it('sends whole batches again once the refused item is found', async () => {
    const { tracker, backend, addAll } = setUp();
    backend.otherwise = refusing(1);
    addAll(1, 10);
    await tracker.flush(1_000);
    expect(backend.batches.map((batch) => batch.length)).to.deep.equal([4, 2, 1, 1, 2, 4, 2]);
  });

  it('logs that batches are refused, once', async () => {
    const { backend, tracker, addAll, logger } = setUp({ onDrop: () => undefined });
    backend.otherwise = refusing(2);
    addAll(1, 4);
    await tracker.flush(1_000);
    expect(logger.lines).to.deep.equal([
      'warn reports: the backend refused a batch, which is sent again in parts (HTTP 413)',
      'warn reports are dropped: the backend refused one',
    ]);
  });

  it('lets refused items pass without a pause when others between them are delivered', async () => {
    const { tracker, backend, clock, addAll } = setUp({ batchItems: 1 });
    backend.otherwise = refusing(1, 3, 5);
    tracker.start();
    addAll(1, 6);
    await clock.advance(0);
    expect(tracker.stats).to.include({ sent: 3, dropped: 3 });
  });

  it('goes on halving after an outage in between', async () => {
    const { tracker, backend, clock, addAll } = setUp();
    backend.answers = [tooLarge, failed, delivered, delivered];
    tracker.start();
    addAll(1, 4);
    await clock.advance(1_000);
    expect(backend.batches).to.deep.equal([
      [1, 2, 3, 4],
      [1, 2],
      [1, 2],
      [3, 4],
    ]);
  });

  it('does not feed its whole queue to a backend that refuses everything', async () => {
    const { tracker, backend, clock, addAll, times } = setUp();
    backend.otherwise = tooLarge;
    tracker.start();
    addAll(1, 4);
    await clock.advance(1_500);
    expect(backend.batches).to.deep.equal([[1, 2, 3, 4], [1, 2], [1], [2], [3, 4], [3]]);
    expect(times()).to.deep.equal([0, 0, 0, 0, 1_000, 1_000]);
    expect(tracker.stats.droppedByReason.refused).to.equal(3);
  });

  it('keeps everything when the credentials are refused, and asks again minutes later', async () => {
    const { tracker, backend, clock, addAll, times, logger } = setUp({ random: () => 0 });
    backend.answers = [unauthorized, unauthorized];
    tracker.start();
    addAll(1, 4);
    await clock.advance(4 * MINUTE);
    addAll(5, 8);
    expect(logger.lines).to.deep.equal([
      'warn reports: the backend refused the credentials, they are kept and sent again in some minutes (HTTP 401)',
    ]);
    expect(tracker.stats).to.include({ queued: 8, dropped: 0 });
    await clock.advance(16 * MINUTE);
    expect(times().slice(0, 3)).to.deep.equal([0, 5 * MINUTE, 10 * MINUTE]);
    expect(backend.batches).to.deep.equal([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
  });

  it('logs an outage once, and the next one again', async () => {
    const { tracker, backend, clock, addAll, logger } = setUp({ name: 'impressions' });
    const outage = async (from: number) => {
      backend.answers = [failed, failed, failed];
      addAll(from, from + 3);
      await clock.advance(2 * MINUTE);
    };
    tracker.start();
    await outage(1);
    const line = 'warn impressions: delivery failed, they are kept and sent again (HTTP 503)';
    expect(logger.lines).to.deep.equal([line]);
    await clock.advance(2 * MINUTE);
    await outage(5);
    expect(logger.lines).to.deep.equal([line, line]);
    expect(tracker.stats.sent).to.equal(8);
  });

  it('is not kept shut by a clock that is set back', async () => {
    const { tracker, backend, clock, addAll } = setUp();
    let setBack = 0;
    const now = clock.now.bind(clock);
    clock.now = () => now() - setBack;
    backend.answers = [failed];
    tracker.start();
    addAll(1, 4);
    await clock.advance(0);
    setBack = 3_600_000;
    await clock.advance(1_000);
    expect(tracker.stats.sent).to.equal(4);
  });
});

import { expect } from 'chai';
import { delivered, failed, item, setUp } from './support.js';

describe('a tracker, bounded', () => {
  it('turns the new one away when its count is reached, by policy "newest"', () => {
    const { tracker, drops, addAll } = setUp({ dropPolicy: 'newest' });
    addAll(1, 10);
    expect(tracker.add(item(11))).to.be.false;
    expect(drops).to.deep.equal([{ count: 1, reason: 'full', ids: [11] }]);
    expect(tracker.stats).to.deep.include({ accepted: 10, rejected: 1, queued: 10, dropped: 1 });
    expect(tracker.stats.droppedByReason.full).to.equal(1);
  });

  it('pushes the oldest out when its count is reached, by policy "oldest"', async () => {
    const { tracker, drops, addAll, backend } = setUp({ dropPolicy: 'oldest' });
    addAll(1, 10);
    expect(tracker.add(item(11))).to.be.true;
    expect(drops).to.deep.equal([{ count: 1, reason: 'full', ids: [1] }]);
    expect(tracker.stats).to.include({ accepted: 11, rejected: 0, queued: 10, dropped: 1 });
    await tracker.flush(1_000);
    expect(backend.ids).to.deep.equal([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('holds the bound of its bytes', () => {
    const newest = setUp({ dropPolicy: 'newest' });
    newest.tracker.add(item(1, 600));
    expect(newest.tracker.add(item(2, 401))).to.be.false;
    expect(newest.tracker.add(item(3, 400))).to.be.true;
    expect(newest.tracker.stats).to.include({ queuedBytes: 1_000, dropped: 1 });

    const oldest = setUp({ dropPolicy: 'oldest' });
    oldest.tracker.add(item(1, 300));
    oldest.tracker.add(item(2, 300));
    oldest.tracker.add(item(3, 300));
    expect(oldest.tracker.add(item(4, 500))).to.be.true;
    expect(oldest.drops).to.deep.equal([{ count: 2, reason: 'full', ids: [1, 2] }]);
    expect(oldest.tracker.stats.queuedBytes).to.equal(800);
  });

  it('takes none that is larger than the whole queue, whatever the policy', () => {
    const { tracker, drops } = setUp({ dropPolicy: 'oldest' });
    tracker.add(item(1));
    expect(tracker.add(item(2, 1_001))).to.be.false;
    expect(drops).to.deep.equal([{ count: 1, reason: 'oversize', ids: [2] }]);
    expect(tracker.stats.queued).to.equal(1);
  });

  it('takes one that weighs nothing, and one as large as the queue', () => {
    const { tracker } = setUp({ dropPolicy: 'oldest' });
    expect([tracker.add(item(1, 0)), tracker.add(item(2, 1_000))]).to.deep.equal([true, true]);
    expect(tracker.stats).to.include({ queued: 2, queuedBytes: 1_000 });
  });

  it('counts a part of a byte as one', () => {
    const { tracker } = setUp({ maxBytes: 3 });
    expect([1, 2, 3].map((id) => tracker.add(item(id, 1.1)))).to.deep.equal([true, false, false]);
    expect(tracker.stats.queuedBytes).to.equal(2);
  });

  it('takes none whose size cannot be told', () => {
    const { tracker, drops } = setUp({
      sizeOf: ({ id }) => {
        if (id === 1) throw new Error('no size');
        return id === 2 ? NaN : -1;
      },
    });
    expect([1, 2, 3].map((id) => tracker.add(item(id)))).to.deep.equal([false, false, false]);
    expect(drops.map(({ reason }) => reason)).to.deep.equal(['unmeasurable', 'unmeasurable', 'unmeasurable']);
  });

  it('drops the oldest of a batch that comes back to a full queue, by policy "oldest"', async () => {
    const { tracker, backend, clock, drops, addAll } = setUp({ dropPolicy: 'oldest', requestTimeoutMs: 1_000 });
    backend.answers = ['hang'];
    tracker.start();
    addAll(1, 4);
    await clock.advance(0);
    addAll(5, 12);
    await clock.advance(1_000);
    expect(drops).to.deep.equal([{ count: 2, reason: 'full', ids: [1, 2] }]);
    expect(tracker.stats).to.include({ queued: 10, dropped: 2, accepted: 12 });
    await tracker.close(10_000);
    expect(backend.ids.slice(2)).to.deep.equal([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('drops the newest of those that wait when a batch comes back to a full queue, by policy "newest"', async () => {
    const { tracker, backend, clock, drops, addAll } = setUp({ dropPolicy: 'newest', requestTimeoutMs: 1_000 });
    backend.answers = ['hang'];
    tracker.start();
    addAll(1, 4);
    await clock.advance(0);
    addAll(5, 14);
    await clock.advance(1_000);
    expect(drops).to.deep.equal([{ count: 4, reason: 'full', ids: [11, 12, 13, 14] }]);
    expect(tracker.stats).to.include({ queued: 10, dropped: 4, accepted: 14, rejected: 0 });
  });

  it('stays within its bound through a long outage and delivers what is left after it', async () => {
    const { tracker, backend, clock, drops } = setUp({ dropPolicy: 'oldest' });
    backend.otherwise = failed;
    tracker.start();
    for (let id = 1; id <= 100; id++) {
      tracker.add(item(id));
      await clock.advance(1_000);
      expect(tracker.stats.queued).to.be.at.most(10);
    }
    backend.otherwise = delivered;
    backend.batches.length = 0;
    await clock.advance(60_000);
    expect(backend.ids).to.deep.equal([91, 92, 93, 94, 95, 96, 97, 98, 99, 100]);
    expect(tracker.stats).to.include({ sent: 10, dropped: 90, queued: 0 });
    expect(drops.reduce((sum, { count }) => sum + count, 0)).to.equal(90);
  });

  it('says once per reason that it drops', () => {
    const { logger, addAll } = setUp();
    addAll(1, 50);
    expect(logger.lines).to.deep.equal(['warn reports are dropped: the queue is full']);
  });
});

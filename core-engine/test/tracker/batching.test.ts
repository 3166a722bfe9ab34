import { expect } from 'chai';
import { item, setUp } from './support.js';

describe('a tracker, batching', () => {
  it('starts nothing when it is made', () => {
    const { clock, tracker } = setUp();
    tracker.add(item(1));
    expect(clock.pending).to.equal(0);
  });

  it('sends nothing by itself before it is started', async () => {
    const { clock, backend, addAll, tracker } = setUp();
    addAll(1, 8);
    await clock.advance(600_000);
    expect(backend.batches).to.be.empty;
    tracker.start();
    await clock.advance(0);
    expect(backend.batches).to.deep.equal([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
  });

  it('sends a full batch without waiting for the interval, but never inside add', async () => {
    const { clock, backend, tracker, addAll } = setUp();
    tracker.start();
    addAll(1, 6);
    expect(backend.batches).to.be.empty;
    await clock.advance(0);
    expect(backend.batches).to.deep.equal([[1, 2, 3, 4]]);
    expect(tracker.stats).to.include({ accepted: 6, sent: 4, queued: 2 });
  });

  it('counts bytes towards a full batch, and cuts by them', async () => {
    const { clock, backend, tracker } = setUp({ batchBytes: 100 });
    tracker.start();
    tracker.add(item(1, 60));
    await clock.advance(0);
    expect(backend.batches).to.be.empty;
    tracker.add(item(2, 60));
    await clock.advance(0);
    expect(backend.batches).to.deep.equal([[1]]);
    tracker.add(item(3, 400));
    await clock.advance(0);
    expect(backend.batches, 'one that is larger than a batch goes alone').to.deep.equal([[1], [2], [3]]);
  });

  it('sends what waits at every interval, however little', async () => {
    const { clock, tracker, times, addAll, backend } = setUp();
    tracker.start();
    addAll(1, 3);
    await clock.advance(59_999);
    expect(backend.batches).to.be.empty;
    await clock.advance(60_001);
    addAll(4, 4);
    await clock.advance(60_000);
    expect(backend.batches).to.deep.equal([[1, 2, 3], [4]]);
    expect(times()).to.deep.equal([60_000, 180_000]);
  });

  it('makes no timer per item', () => {
    const { clock, tracker, addAll } = setUp();
    tracker.start();
    const before = clock.pending;
    addAll(1, 10);
    expect(clock.pending - before).to.be.at.most(1);
  });

  it('has one request under way at most, and keeps the order', async () => {
    const { clock, backend, tracker, addAll } = setUp({ requestTimeoutMs: 1_000 });
    backend.answers = ['hang'];
    tracker.start();
    addAll(1, 8);
    await clock.advance(999);
    expect(backend.batches).to.deep.equal([[1, 2, 3, 4]]);
    expect(tracker.stats).to.include({ inFlight: 4, queued: 4 });
    await clock.advance(60_000);
    expect(backend.batches).to.deep.equal([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
  });

  it('arms its timer once, however often it is started, and not after a close', async () => {
    const { clock, tracker } = setUp();
    tracker.start();
    tracker.start();
    expect(clock.pending).to.equal(1);
    await tracker.close(1_000);
    tracker.start();
    expect(clock.pending).to.equal(0);
  });

  it('names a number that is out of range', () => {
    expect(() => setUp({ batchItems: 0 })).to.throw(RangeError, 'batchItems');
    expect(() => setUp({ flushIntervalMs: NaN })).to.throw(RangeError, 'flushIntervalMs');
    expect(() => setUp({ maxItems: Infinity })).to.throw(RangeError, 'maxItems');
  });
});

import { expect } from 'chai';
import { delivered, failed, item, setUp, unauthorized, watch } from './support.js';

describe('a tracker, flushed', () => {
  it('sends everything that is queued, and says that it did', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    addAll(1, 10);
    expect(await tracker.flush(1_000)).to.be.true;
    expect(backend.batches).to.deep.equal([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9, 10],
    ]);
    expect(clock.pending).to.equal(0);
  });

  it('has nothing to do when nothing is queued', async () => {
    const { tracker, backend } = setUp();
    expect(await tracker.flush(1_000)).to.be.true;
    expect(backend.batches).to.be.empty;
  });

  it('does not wait for items that came after the call', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    addAll(1, 2);
    backend.onSend = () => tracker.add(item(100 + backend.batches.length));
    const flushed = watch(tracker.flush(1_000));
    await clock.advance(0);
    expect(flushed.value).to.be.true;
    expect(backend.batches).to.deep.equal([[1, 2]]);
    expect(tracker.stats.queued).to.equal(1);
  });

  it('waits for the batch that is under way', async () => {
    const { tracker, backend, addAll, clock } = setUp({ requestTimeoutMs: 50_000 });
    let answer: () => void = () => undefined;
    backend.send = () =>
      new Promise(
        (resolve) =>
          (answer = () => {
            resolve(delivered);
          }),
      );
    tracker.start();
    addAll(1, 4);
    await clock.advance(0);
    const flushed = watch(tracker.flush(10_000));
    await clock.advance(9_000);
    expect(flushed.value).to.be.undefined;
    answer();
    await clock.advance(0);
    expect(flushed.value).to.be.true;
  });

  it('answers false at its deadline, keeps the items and goes on', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    backend.answers = ['hang'];
    tracker.start();
    addAll(1, 2);
    const flushed = watch(tracker.flush(1_000));
    await clock.advance(999);
    expect(flushed.value).to.be.undefined;
    await clock.advance(1);
    expect(flushed.value).to.be.false;
    expect(tracker.stats).to.include({ inFlight: 2, dropped: 0 });
    await clock.advance(10_000);
    expect(tracker.stats).to.include({ sent: 2, queued: 0 });
  });

  it('tries again within its deadline', async () => {
    const { tracker, backend, addAll, clock, times } = setUp();
    backend.answers = [failed, failed];
    addAll(1, 2);
    const flushed = watch(tracker.flush(10_000));
    await clock.advance(2_000);
    expect(flushed.value).to.be.true;
    expect(times(), 'a caller does not wait for the longer waits').to.deep.equal([0, 1_000, 2_000]);
  });

  it('answers false after its attempts, long before the deadline', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    backend.otherwise = failed;
    addAll(1, 2);
    const flushed = watch(tracker.flush(100_000));
    await clock.advance(2_000);
    expect(flushed.value).to.be.false;
    expect(backend.batches).to.have.length(3);
    expect(tracker.stats).to.include({ queued: 2, dropped: 0 });
  });

  it('grants each caller its own attempts, and does not count one that began before the call', async () => {
    const { tracker, backend, addAll, clock } = setUp({ attemptsPerFlush: 1, requestTimeoutMs: 2_000 });
    backend.answers = ['hang'];
    tracker.start();
    addAll(1, 4);
    await clock.advance(1_000);
    const flushed = watch(tracker.flush(10_000));
    await clock.advance(2_000);
    expect(flushed.value).to.be.true;
  });

  it('is no way around the waits: callers in a row get an attempt a second', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    backend.otherwise = failed;
    addAll(1, 2);
    for (let i = 0; i < 100; i++) {
      void tracker.flush(50);
      await clock.advance(100);
    }
    expect(backend.batches).to.have.length(10);
  });

  it('answers at once when refused credentials make it hopeless', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    backend.otherwise = unauthorized;
    addAll(1, 2);
    expect(await tracker.flush(10_000)).to.be.false;
    expect(await tracker.flush(10_000)).to.be.false;
    expect(backend.batches).to.have.length(1);
    expect(clock.held).to.equal(0);
  });

  it('shares the work of calls that overlap', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    addAll(1, 2);
    const first = watch(tracker.flush(1_000));
    addAll(3, 4);
    const second = watch(tracker.flush(1_000));
    const third = watch(tracker.flush(1_000));
    await clock.advance(0);
    expect([first.value, second.value, third.value]).to.deep.equal([true, true, true]);
    expect(backend.batches).to.deep.equal([
      [1, 2],
      [3, 4],
    ]);
  });

  it('answers false when an item that it waits for is dropped', async () => {
    const { tracker, backend, addAll, clock } = setUp({ dropPolicy: 'oldest', attemptsPerFlush: 9 });
    backend.answers = [failed];
    addAll(1, 4);
    const flushed = watch(tracker.flush(10_000));
    await clock.advance(0);
    addAll(5, 11);
    await clock.advance(1_000);
    expect(flushed.value).to.be.false;
    expect(tracker.stats).to.include({ sent: 4, dropped: 1 });
    expect(backend.batches[1], 'what was left of it was sent all the same').to.deep.equal([2, 3, 4, 5]);
  });

  it('delivers a single item', async () => {
    const { tracker, backend } = setUp();
    tracker.add(item(1));
    expect(await tracker.flush(1_000)).to.be.true;
    expect(backend.batches).to.deep.equal([[1]]);
  });

  it('answers false when the last of its items is dropped, but not when a later one is', async () => {
    const { tracker, backend, addAll, clock } = setUp({ requestTimeoutMs: 1_000 });
    backend.answers = ['hang'];
    tracker.start();
    addAll(1, 4);
    await clock.advance(0);
    addAll(5, 13);
    const early = watch(tracker.flush(10_000));
    tracker.add(item(14));
    const late = watch(tracker.flush(10_000));
    // The batch comes back to a full queue: 11 to 14 go, by policy "newest".
    await clock.advance(5_000);
    expect([early.value, late.value]).to.deep.equal([false, false]);

    const other = setUp({ requestTimeoutMs: 1_000 });
    other.backend.answers = ['hang'];
    other.tracker.start();
    other.addAll(1, 4);
    await other.clock.advance(0);
    other.addAll(5, 10);
    const spared = watch(other.tracker.flush(10_000));
    other.addAll(11, 14);
    const last = watch(other.tracker.flush(10_000));
    await other.clock.advance(5_000);
    expect([spared.value, last.value]).to.deep.equal([true, false]);
  });

  it('answers false when its only item is pushed out', async () => {
    const { tracker, backend, addAll, clock } = setUp({ dropPolicy: 'oldest', requestTimeoutMs: 1_000 });
    backend.answers = ['hang'];
    tracker.add(item(1));
    const flushed = watch(tracker.flush(10_000));
    addAll(2, 11);
    await clock.advance(1_000);
    expect(flushed.value).to.be.false;
  });

  it('counts failures in a row only', async () => {
    const { tracker, backend, addAll, clock } = setUp({ attemptsPerFlush: 2 });
    backend.answers = [failed, delivered, failed, delivered, failed, delivered];
    addAll(1, 10);
    const flushed = watch(tracker.flush(100_000));
    await clock.advance(10_000);
    expect(flushed.value).to.be.true;
  });

  it('may be called by the sender itself', async () => {
    const { tracker, backend, addAll } = setUp();
    const inner: Promise<boolean>[] = [];
    backend.onSend = () => inner.push(tracker.flush(1_000));
    addAll(1, 8);
    expect(await tracker.flush(1_000)).to.be.true;
    expect(await Promise.all(inner)).to.deep.equal([true, true]);
    expect(backend.batches).to.have.length(2);
  });

  it('holds the process only while a caller awaits it', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    tracker.start();
    backend.answers = ['hang'];
    addAll(1, 4);
    await clock.advance(0);
    expect(clock.held).to.equal(0);
    const flushed = tracker.flush(20_000);
    expect(clock.held).to.equal(1);
    await clock.advance(10_000);
    expect(await flushed).to.be.true;
    expect(clock.held).to.equal(0);
  });
});

describe('sending without waiting', () => {
  it('sends what waits, in whole batches and the rest, as at the end of an interval', async () => {
    const { tracker, backend, clock, addAll } = setUp();
    tracker.start();
    addAll(1, 3);
    tracker.send();
    await clock.advance(0);
    expect(backend.batches).to.deep.equal([[1, 2, 3]]);
  });

  it('tries again by itself what failed', async () => {
    const { tracker, backend, clock, addAll } = setUp();
    backend.answers = [failed];
    tracker.start();
    addAll(1, 2);
    tracker.send();
    await clock.advance(5_000);
    expect(backend.batches).to.deep.equal([
      [1, 2],
      [1, 2],
    ]);
  });

  it('does nothing before the start, and after the close', async () => {
    const { tracker, backend, clock, addAll } = setUp();
    addAll(1, 2);
    tracker.send();
    await clock.advance(5_000);
    expect(backend.batches).to.deep.equal([]);
    await tracker.close(1_000);
    tracker.send();
    await clock.advance(5_000);
    expect(backend.batches).to.deep.equal([[1, 2]]);
  });
});

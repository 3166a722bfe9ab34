import { expect } from 'chai';
import { delivered, failed, item, setUp, tooLarge, unauthorized, watch } from './support.js';

describe('a tracker, closed', () => {
  it('delivers what is queued and leaves no timer', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    tracker.start();
    addAll(1, 10);
    expect(await tracker.close(1_000)).to.deep.equal({ sent: 10, dropped: 0 });
    expect(backend.ids).to.have.length(10);
    expect(clock.pending).to.equal(0);
  });

  it('keeps to its deadline when the backend hangs, and counts what is left', async () => {
    const { tracker, backend, addAll, clock, drops } = setUp({ requestTimeoutMs: 60_000 });
    backend.otherwise = 'hang';
    tracker.start();
    addAll(1, 6);
    const closed = watch(tracker.close(10_000));
    await clock.advance(9_999);
    expect(closed.value).to.be.undefined;
    await clock.advance(1);
    expect(closed.value).to.deep.equal({ sent: 0, dropped: 6 });
    expect(backend.signals[0]!.aborted).to.be.true;
    expect(drops).to.deep.equal([{ count: 6, reason: 'closed', ids: [1, 2, 3, 4, 5, 6] }]);
    expect(tracker.stats).to.include({ queued: 0, inFlight: 0, dropped: 6, sent: 0 });
    expect(clock.pending).to.equal(0);
  });

  it('does not hear what comes in after it', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    let answer: () => void = () => undefined;
    backend.send = () =>
      new Promise(
        (resolve) =>
          (answer = () => {
            resolve(delivered);
          }),
      );
    addAll(1, 2);
    const closed = watch(tracker.close(100));
    await clock.advance(100);
    answer();
    await clock.advance(100);
    expect(closed.value).to.deep.equal({ sent: 0, dropped: 2 });
    expect(tracker.stats).to.include({ sent: 0, dropped: 2, queued: 0 });
  });

  it('takes nothing any more, and counts what comes', async () => {
    const { tracker, clock, drops } = setUp();
    const closed = tracker.close(1_000);
    expect(tracker.add(item(1)), 'while it closes').to.be.false;
    expect(await closed).to.deep.equal({ sent: 0, dropped: 0 });
    expect(tracker.add(item(2)), 'after it closed').to.be.false;
    expect(drops.map(({ reason, ids }) => [reason, ids])).to.deep.equal([
      ['closed', [1]],
      ['closed', [2]],
    ]);
    expect(tracker.stats).to.include({ rejected: 2, dropped: 2, queued: 0 });
    expect(clock.pending).to.equal(0);
  });

  it('closes once', async () => {
    const { tracker, backend, addAll } = setUp();
    addAll(1, 4);
    const [first, second] = await Promise.all([tracker.close(1_000), tracker.close(5)]);
    expect(second).to.equal(first);
    expect(await tracker.close(1_000)).to.equal(first);
    expect(backend.batches).to.have.length(1);
    expect(await tracker.flush(1_000)).to.be.true;
  });

  it('makes one more attempt in the middle of a back-off', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    tracker.start();
    backend.answers = [unauthorized];
    addAll(1, 4);
    await clock.advance(1_000);
    expect(await tracker.close(1_000)).to.deep.equal({ sent: 4, dropped: 0 });
  });

  it('makes none before the time that the backend asked for', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    tracker.start();
    backend.answers = [{ kind: 'failed', retryAfterMs: 30_000 }];
    addAll(1, 4);
    await clock.advance(10_000);
    expect(await tracker.close(19_000)).to.deep.equal({ sent: 0, dropped: 4 });
    expect(backend.batches).to.have.length(1);
  });

  it('waits for that time if it comes soon enough', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    tracker.start();
    backend.answers = [{ kind: 'failed', retryAfterMs: 30_000 }];
    addAll(1, 4);
    await clock.advance(10_000);
    const closed = watch(tracker.close(21_000));
    await clock.advance(20_000);
    expect(closed.value).to.deep.equal({ sent: 4, dropped: 0 });
  });

  it('gives up early on a backend that is down, after its attempts', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    backend.otherwise = failed;
    addAll(1, 4);
    const closed = watch(tracker.close(60_000));
    await clock.advance(2_000);
    expect(closed.value).to.deep.equal({ sent: 0, dropped: 4 });
    expect(clock.pending).to.equal(0);
  });

  it('leaves no timer when the aborted request ends in an error, as requests do', async () => {
    const { tracker, backend, addAll, clock } = setUp({ requestTimeoutMs: 60_000 });
    backend.send = (_batch, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      });
    addAll(1, 4);
    const closed = watch(tracker.close(1_000));
    await clock.advance(1_000);
    await clock.advance(0);
    expect(closed.value).to.deep.equal({ sent: 0, dropped: 4 });
    expect(tracker.stats).to.include({ failedAttempts: 0, dropped: 4 });
    expect(clock.pending).to.equal(0);
  });

  it('does not wait for the pause after refused items either', async () => {
    const { tracker, backend, addAll, clock, times } = setUp({ batchItems: 1 });
    backend.answers = [tooLarge, tooLarge];
    tracker.start();
    addAll(1, 3);
    await clock.advance(10);
    expect(await tracker.close(100)).to.deep.equal({ sent: 1, dropped: 0 });
    expect(times()).to.deep.equal([0, 0, 10]);
  });

  it('sends a flush home that was waiting', async () => {
    const { tracker, backend, addAll, clock } = setUp({ requestTimeoutMs: 60_000 });
    backend.otherwise = 'hang';
    addAll(1, 4);
    const flushed = watch(tracker.flush(30_000));
    const closed = watch(tracker.close(1_000));
    await clock.advance(1_000);
    expect(closed.value).to.deep.equal({ sent: 0, dropped: 4 });
    expect(flushed.value).to.be.false;
    expect(clock.pending).to.equal(0);
  });

  it('may be called by the sender itself', async () => {
    const { tracker, backend, addAll } = setUp();
    let closed: Promise<unknown> | undefined;
    backend.onSend = () => {
      closed ??= tracker.close(1_000);
    };
    addAll(1, 8);
    await tracker.flush(1_000);
    expect(await closed).to.deep.equal({ sent: 8, dropped: 0 });
  });

  it('takes nonsense for a deadline of nothing', async () => {
    const { tracker, backend, addAll, clock } = setUp();
    backend.otherwise = 'hang';
    addAll(1, 1);
    const closed = watch(tracker.close(NaN));
    await clock.advance(0);
    expect(closed.value).to.deep.equal({ sent: 0, dropped: 1 });
  });
});

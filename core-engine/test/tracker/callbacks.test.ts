import { expect } from 'chai';
import type { Logger } from '#src/logging/logger.js';
import { failed, item, setUp, type Item } from './support.js';
import type { Tracker } from '#src/tracker/tracker.js';

describe('a tracker, with callbacks that misbehave', () => {
  it('survives an onDrop that throws', async () => {
    const { tracker, backend, addAll } = setUp({
      onDrop: () => {
        throw new Error('from onDrop');
      },
    });
    addAll(1, 12);
    expect(tracker.stats).to.include({ rejected: 2, dropped: 2 });
    expect(await tracker.flush(1_000)).to.be.true;
    expect(backend.ids).to.have.length(10);
  });

  it('survives a logger that throws', async () => {
    const shout = () => {
      throw new Error('from the logger');
    };
    const logger: Logger = { error: shout, warn: shout, info: shout, debug: shout };
    const { tracker, backend, addAll, clock } = setUp({ logger });
    backend.answers = [failed];
    tracker.start();
    addAll(1, 12);
    await clock.advance(60_000);
    expect(tracker.stats).to.include({ sent: 10, dropped: 2 });
  });

  it('survives an onDrop that adds to the full queue, and tells of those drops later', () => {
    const told: [number, boolean][] = [];
    const { tracker, addAll } = setUp({
      onDrop: (count, _reason, items) => {
        told.push([count, items !== undefined]);
        tracker.add(item(100 + told.length));
      },
    });
    addAll(1, 10);
    tracker.add(item(11));
    expect(told).to.deep.equal([[1, true]]);
    expect(tracker.stats.dropped).to.equal(2);
    tracker.add(item(12));
    expect(told.slice(1)).to.deep.equal([
      [1, false],
      [1, true],
    ]);
    expect(tracker.stats).to.include({ queued: 10, dropped: 5, rejected: 5 });
  });

  it('tells of the last of those drops at the close', async () => {
    let told = 0;
    const { tracker, addAll } = setUp({
      onDrop: (count) => {
        told += count;
        if (told < 3) tracker.add(item(100));
      },
    });
    addAll(1, 11);
    expect([told, tracker.stats.dropped]).to.deep.equal([1, 2]);
    await tracker.close(1_000);
    expect([told, tracker.stats.dropped]).to.deep.equal([3, 3]);
  });

  it('lets onDrop rescue what was pushed out', async () => {
    const rescued: number[] = [];
    const { tracker, addAll, backend, clock }: ReturnType<typeof setUp> = setUp({
      dropPolicy: 'oldest',
      requestTimeoutMs: 1_000,
      onDrop: (_count, _reason, items) => {
        for (const { id } of items ?? []) rescued.push(id);
        void tracker.flush(1_000);
      },
    });
    backend.answers = ['hang'];
    addAll(1, 10);
    void tracker.flush(500);
    addAll(11, 15);
    await clock.advance(10_000);
    expect(rescued).to.deep.equal([5, 1, 2, 3, 4].slice(0, rescued.length));
    expect(tracker.stats.sent + rescued.length).to.equal(15);
  });

  it('survives an onDrop that closes it', async () => {
    const { tracker, addAll }: { tracker: Tracker<Item>; addAll: (from: number, to: number) => void } = setUp({
      onDrop: () => void tracker.close(1_000),
    });
    addAll(1, 12);
    expect(await tracker.close(1_000)).to.deep.equal({ sent: 10, dropped: 0 });
    expect(tracker.stats.droppedByReason).to.include({ full: 1, closed: 1 });
  });

  it('survives a sizeOf that adds', async () => {
    const {
      tracker,
      backend,
    }: Pick<ReturnType<typeof setUp>, 'tracker' | 'backend'> = setUp({
      sizeOf: ({ id }) => {
        if (id === 1) tracker.add(item(2));
        return 1;
      },
    });
    tracker.add(item(1));
    expect(await tracker.flush(1_000)).to.be.true;
    expect(backend.batches).to.deep.equal([[2, 1]]);
  });
});

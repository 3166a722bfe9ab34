import { expect } from 'chai';
import { ListenerFeed } from '#src/tracker/listener.js';
import { HoldingClock, Lines, watch } from './support.js';

function setUpFeed(listener: (item: number) => unknown, limits: { maxItems?: number; maxBytes?: number } = {}) {
  const clock = new HoldingClock();
  const logger = new Lines();
  const feed = new ListenerFeed<number>({ listener, clock, logger, sizeOf: () => 1, ...limits });
  return { clock, logger, feed };
}

describe('a listener\u2019s feed', () => {
  it('calls the listener later, once per item, in order', async () => {
    const heard: number[] = [];
    const { feed, clock } = setUpFeed((one) => heard.push(one));
    expect([1, 2, 3].map((one) => feed.offer(one))).to.deep.equal([true, true, true]);
    expect(heard).to.be.empty;
    await clock.advance(0);
    expect(heard).to.deep.equal([1, 2, 3]);
    expect(feed.stats).to.include({ heard: 3, queued: 0, dropped: 0 });
    expect(clock.pending).to.equal(0);
  });

  it('is bounded by count and by bytes, and counts what it drops', async () => {
    const heard: number[] = [];
    const byCount = setUpFeed((one) => heard.push(one), { maxItems: 2 });
    expect([1, 2, 3].map((one) => byCount.feed.offer(one))).to.deep.equal([true, true, false]);
    await byCount.clock.advance(0);
    expect(heard).to.deep.equal([1, 2]);
    expect(byCount.feed.stats).to.deep.include({ heard: 2, dropped: 1 });
    expect(byCount.feed.stats.droppedByReason.full).to.equal(1);

    const byBytes = setUpFeed(() => undefined, { maxBytes: 2 });
    expect([1, 2, 3].map((one) => byBytes.feed.offer(one))).to.deep.equal([true, true, false]);
  });

  it('goes on after a listener that throws or rejects, and says so once, without its words', async () => {
    const heard: number[] = [];
    const { feed, clock, logger } = setUpFeed((one) => {
      heard.push(one);
      if (one % 2 === 0) throw new TypeError('secret-user-key');
      return Promise.reject(new TypeError('secret-user-key'));
    });
    for (let i = 1; i <= 6; i++) feed.offer(i);
    await clock.advance(0);
    expect(heard).to.deep.equal([1, 2, 3, 4, 5, 6]);
    expect(logger.lines).to.have.length(1);
    expect(logger.lines[0]).to.include('reports for the listener').and.include('TypeError').and.not.include('secret');
  });

  it('does not wait for promises of the listener', async () => {
    const heard: number[] = [];
    const { feed, clock } = setUpFeed((one) => {
      heard.push(one);
      return new Promise(() => undefined);
    });
    feed.offer(1);
    feed.offer(2);
    expect(await Promise.all([feed.drain(1_000), clock.advance(0)])).to.deep.equal([true, undefined]);
    expect(heard).to.deep.equal([1, 2]);
  });

  it('gives the event loop a turn between a hundred items', async () => {
    let heard = 0;
    const { feed, clock } = setUpFeed(() => heard++);
    for (let i = 0; i < 250; i++) feed.offer(i);
    const perTurn: number[] = [];
    const schedule = clock.schedule.bind(clock);
    clock.schedule = (delayMs, task) => {
      perTurn.push(heard);
      return schedule(delayMs, task);
    };
    await clock.advance(0);
    expect(perTurn).to.deep.equal([100, 200]);
    expect(heard).to.equal(250);
  });

  it('ends its turn early when the listener is slow', async () => {
    const heard: number[] = [];
    const { feed, clock } = setUpFeed((one) => {
      heard.push(one);
      elapsed += 6;
    });
    let elapsed = 0;
    clock.now = () => elapsed;
    const turns: number[] = [];
    const schedule = clock.schedule.bind(clock);
    clock.schedule = (delayMs, task) => {
      turns.push(heard.length);
      return schedule(delayMs, task);
    };
    for (let i = 0; i < 5; i++) feed.offer(i);
    await clock.advance(0);
    for (let i = 0; i < 5; i++) await clock.advance(10);
    expect(turns).to.deep.equal([0, 2, 4]);
    expect(heard).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('takes what the listener itself offers', async () => {
    const heard: number[] = [];
    const { feed, clock } = setUpFeed((one) => {
      heard.push(one);
      if (one < 300) feed.offer(one + 1);
    });
    feed.offer(1);
    await clock.advance(0);
    expect(heard).to.have.length(300);
  });

  it('drains: everything offered before is heard', async () => {
    const heard: number[] = [];
    const { feed, clock } = setUpFeed((one) => heard.push(one));
    expect(await feed.drain(1_000), 'nothing to hear').to.be.true;
    feed.offer(-1);
    const single = watch(feed.drain(1_000).then(() => heard.length));
    await clock.advance(0);
    expect(single.value).to.equal(1);
    heard.length = 0;
    for (let i = 0; i < 250; i++) feed.offer(i);
    const drained = watch(feed.drain(1_000));
    expect(clock.held).to.equal(1);
    await clock.advance(0);
    expect(drained.value).to.be.true;
    expect(heard).to.have.length(250);
    expect(clock.held).to.equal(0);
  });

  it('drains to its deadline only, and goes on', async () => {
    let heard = 0;
    const { feed, clock } = setUpFeed(() => heard++);
    for (let i = 0; i < 250; i++) feed.offer(i);
    const drained = watch(feed.drain(0).then((complete) => [complete, heard]));
    await clock.advance(0);
    expect(drained.value).to.deep.equal([false, 100]);
    expect(heard).to.equal(250);
  });

  it('closes: hears what was offered before, takes nothing any more, leaves no timer', async () => {
    const heard: number[] = [];
    const { feed, clock } = setUpFeed((one) => {
      heard.push(one);
      if (one > 0) feed.offer(one + 100);
    });
    feed.offer(0);
    await clock.advance(0);
    heard.length = 0;
    feed.offer(1);
    feed.offer(2);
    const closed = watch(feed.close(1_000));
    expect(feed.offer(3)).to.be.false;
    await clock.advance(0);
    expect(closed.value).to.deep.equal({ heard: 2, dropped: 0 });
    expect(heard).to.deep.equal([1, 2]);
    expect(feed.stats.droppedByReason.closed).to.equal(3);
    expect(clock.pending).to.equal(0);
    expect(await feed.close(5)).to.equal(closed.value);
  });

  it('counts what a close leaves unheard', async () => {
    const { feed, clock } = setUpFeed(() => undefined);
    for (let i = 0; i < 250; i++) feed.offer(i);
    const closed = watch(feed.close(0).then((report) => ({ ...report, pending: clock.pending })));
    await clock.advance(60_000);
    expect(closed.value).to.deep.equal({ heard: 100, dropped: 150, pending: 0 });
    expect(feed.stats).to.include({ heard: 100, dropped: 150, queued: 0 });
  });
});

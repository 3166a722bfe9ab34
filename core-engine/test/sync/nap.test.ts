import { expect } from 'chai';
import { Nap } from '#src/sync/nap.js';
import { SteppingClock } from './jig/stepping-clock.js';

describe('sync: nap', () => {
  it('ends after its time', async () => {
    const clock = new SteppingClock();
    let isOver = false;
    const nap = new Nap(clock).take(100).then(() => (isOver = true));
    await clock.advance(99);
    expect(isOver).to.be.false;
    await clock.advance(1);
    await nap;
  });

  it('ends early, and leaves no timer behind', async () => {
    const clock = new SteppingClock();
    const nap = new Nap(clock);
    const taken = nap.take(100);
    nap.end();
    await taken;
    expect(clock.pending).to.equal(0);
  });

  it('without a time only ends when it is ended', async () => {
    const clock = new SteppingClock();
    const nap = new Nap(clock);
    const taken = nap.take(undefined);
    expect(clock.pending).to.equal(0);
    nap.end();
    await taken;
  });

  it('keeps the process alive only when asked to', async () => {
    const clock = new SteppingClock();
    const nap = new Nap(clock);
    void nap.take(100);
    expect((await clock.scheduled(100)).hold).to.be.false;
    nap.end();
    void nap.take(200, true);
    expect((await clock.scheduled(200)).hold).to.be.true;
  });
});

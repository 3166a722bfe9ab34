import { expect } from 'chai';
import { every } from '#src/clock/every.js';
import { ManualClock } from '#src/clock/manual-clock.js';

describe('a task that runs again and again', () => {
  it('runs after each interval, and not before the first', async () => {
    const clock = new ManualClock();
    const times: number[] = [];
    every(clock, 100, () => times.push(clock.now()));
    await clock.advance(350);
    expect(times).to.deep.equal([100, 200, 300]);
  });

  it('ends when it is cancelled, also from within', async () => {
    const clock = new ManualClock();
    let runs = 0;
    const timer = every(clock, 100, () => {
      runs += 1;
      if (runs === 2) timer.cancel();
    });
    await clock.advance(1_000);
    expect([runs, clock.pending]).to.deep.equal([2, 0]);
  });
});

import type { Clock } from '@polyflag/core-engine';

/** The times of changes, which always grow: two changes of one moment must not look like one. */
export class ChangeTimes {
  private readonly clock: Clock;
  private readonly step: number;
  private last = -1;

  /** @param step how fine they are, in milliseconds */
  constructor(clock: Clock, step = 1) {
    this.clock = clock;
    this.step = step;
  }

  next(): number {
    const now = Math.floor(this.clock.now() / this.step) * this.step;
    this.last = Math.max(now, this.last + this.step);
    return this.last;
  }

  /** A time that was given from outside: what comes next is later. */
  used(time: number): number {
    this.last = Math.max(this.last, time);
    return time;
  }
}

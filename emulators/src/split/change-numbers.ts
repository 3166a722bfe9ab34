import type { Clock } from '@polyflag/core-engine';

/** Numbers that look like the time of a change and always grow. */
export class ChangeNumbers {
  private readonly clock: Clock;
  private last = -1;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  next(): number {
    this.last = Math.max(this.clock.now(), this.last + 1);
    return this.last;
  }

  /** A number that was used from outside: what comes next is higher. */
  used(number: number): number {
    this.last = Math.max(this.last, number);
    return number;
  }
}

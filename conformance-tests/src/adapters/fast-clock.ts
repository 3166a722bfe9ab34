import { systemClock, type Clock, type Timer } from '@polyflag/core-engine';

/** A clock on which time passes several times as fast: what takes a minute shows within a case. */
export class FastClock implements Clock {
  private readonly factor: number;
  private readonly began = Date.now();

  constructor(factor = 20) {
    this.factor = factor;
  }

  now(): number {
    return Math.floor(this.began + (Date.now() - this.began) * this.factor);
  }

  schedule(delayMs: number, task: () => void, options?: { readonly hold?: boolean }): Timer {
    return systemClock.schedule(delayMs / this.factor, task, options);
  }
}

import type { Clock, Timer } from '../clock/clock.js';

/** A wait of one sleeper that somebody else may cut short. */
export class Nap {
  private readonly clock: Clock;
  private timer: Timer | undefined;
  private wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /**
   * Resolves after `ms` milliseconds, or at `end()`; without `ms` only at `end()`.
   *
   * @param hold whether the wait keeps the process alive; only for what a caller awaits; default false
   */
  take(ms: number | undefined, hold = false): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      if (ms === undefined) return;
      this.timer = this.clock.schedule(
        ms,
        () => {
          this.end();
        },
        { hold },
      );
    });
  }

  /** Ends the wait, if there is one. */
  end(): void {
    this.timer?.cancel();
    this.timer = undefined;
    const { wake } = this;
    this.wake = undefined;
    wake?.();
  }
}

import type { Clock, Timer } from '../clock/clock.js';

interface Waiter {
  /** The last item that this caller waits for, by its number. */
  readonly target: number;
  readonly deadline: Timer;
  readonly deadlineAt: number;
  readonly resolve: (complete: boolean) => void;
  /** Whether an item that it waits for was dropped. */
  missed: boolean;
  /** Failed attempts since it came; -1 while an attempt is under way that began before it came, which does not count. */
  failures: number;
}

/** The callers that wait for a flush. They share the sending; each has its own last item, deadline and allowance. */
export class Waiters {
  private readonly waiting = new Set<Waiter>();
  private readonly clock: Clock;
  private readonly attempts: number;

  /** @param attempts after how many failed attempts in a row a caller is told `false` */
  constructor(clock: Clock, attempts: number) {
    this.clock = clock;
    this.attempts = attempts;
  }

  /** The number up to which somebody waits; -1 if nobody does. */
  get target(): number {
    let highest = -1;
    for (const waiter of this.waiting) highest = Math.max(highest, waiter.target);
    return highest;
  }

  /**
   * Waits until every item up to `target` has left. The timer holds the process: somebody awaits this.
   *
   * @param deadlineMs how long at most, in milliseconds; what is no number counts as 0
   * @param midway whether an attempt is under way
   * @returns whether all of them were delivered
   */
  wait(target: number, deadlineMs: number, midway: boolean): Promise<boolean> {
    const patience = Number.isNaN(deadlineMs) ? 0 : Math.max(0, deadlineMs);
    return new Promise((resolve) => {
      const expire = () => {
        this.finish(waiter, false);
      };
      const deadline = this.clock.schedule(patience, expire, { hold: true });
      const deadlineAt = this.clock.now() + patience;
      const waiter: Waiter = { target, deadline, deadlineAt, resolve, missed: false, failures: midway ? -1 : 0 };
      this.waiting.add(waiter);
    });
  }

  /** The item numbered `number` will never be delivered. */
  missed(number: number): void {
    for (const waiter of this.waiting) if (number <= waiter.target) waiter.missed = true;
  }

  /** Items have left; `oldest` is the number of the oldest that has not. */
  progressed(oldest: number): void {
    for (const waiter of this.waiting) if (waiter.target < oldest) this.finish(waiter, !waiter.missed);
  }

  /** A batch was delivered, so the backend is there. */
  succeeded(): void {
    for (const waiter of this.waiting) waiter.failures = 0;
  }

  /** An attempt failed. */
  failed(): void {
    for (const waiter of this.waiting) if (++waiter.failures >= this.attempts) this.finish(waiter, false);
  }

  /** Nothing will be sent for `ms`: who cannot wait so long need not wait at all. */
  stalled(ms: number): void {
    const until = this.clock.now() + ms;
    for (const waiter of this.waiting) if (waiter.deadlineAt < until) this.finish(waiter, false);
  }

  private finish(waiter: Waiter, complete: boolean): void {
    this.waiting.delete(waiter);
    waiter.deadline.cancel();
    waiter.resolve(complete);
  }
}

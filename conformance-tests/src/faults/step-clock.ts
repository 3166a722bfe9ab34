import { ManualClock, type Timer } from '@polyflag/core-engine';

interface Waiting {
  readonly at: number;
  readonly delayMs: number;
  /** Whether it is a phase of a request that is being watched. */
  readonly isDeadline: boolean;
}

/** A clock that is moved by hand and can be looked into: what falls due next, and whether a request is under way. */
export class StepClock extends ManualClock {
  /** Counts what was ever arranged: something happens, for those who cannot see what. */
  arranged = 0;
  private readonly timers = new Set<Waiting>();
  private readonly deadlines: ReadonlySet<number>;

  /** @param deadlines delays in milliseconds that nothing but the phases of a request wait for */
  constructor(start: number, deadlines: readonly number[]) {
    super(start);
    this.deadlines = new Set(deadlines);
  }

  override schedule(delay: number, task: () => void): Timer {
    // A backend that numbers its changes by this clock has whole numbers only.
    const delayMs = Math.ceil(delay);
    // As it was asked for: a random delay, which is no whole number, may well come to one of them when it is rounded.
    const isDeadline = this.deadlines.has(delay);
    const waiting: Waiting = { at: this.now() + Math.max(delayMs, 0), delayMs, isDeadline };
    this.timers.add(waiting);
    this.arranged += 1;
    const timer = super.schedule(delayMs, () => {
      this.timers.delete(waiting);
      task();
    });
    return {
      cancel: () => {
        this.timers.delete(waiting);
        timer.cancel();
      },
    };
  }

  /** When the next task falls due; `Infinity`: none waits. */
  get nextAt(): number {
    return Math.min(...[...this.timers].map(({ at }) => at));
  }

  /** What waits, for a message. */
  get shown(): string {
    return [...this.timers].map(({ at, delayMs }) => `${delayMs} ms, at ${at - this.now()}`).join('; ');
  }

  /** How many phases of requests are being watched. */
  get underWay(): number {
    return [...this.timers].filter(({ isDeadline }) => isDeadline).length;
  }
}

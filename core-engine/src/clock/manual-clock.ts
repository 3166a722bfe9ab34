import type { Clock, Timer } from './clock.js';

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly task: () => void;
}

/** A clock that stands still until it is told to move: for tests, and for replaying recorded time. */
export class ManualClock implements Clock {
  private time: number;
  private order = 0;
  private entries: Entry[] = [];

  /** @param start the time it shows at first, in epoch milliseconds; default 0 */
  constructor(start = 0) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  schedule(delayMs: number, task: () => void): Timer {
    const entry: Entry = { at: this.time + Math.max(delayMs, 0), order: this.order++, task };
    this.entries.push(entry);
    return {
      cancel: () => {
        this.entries = this.entries.filter((other) => other !== entry);
      },
    };
  }

  /** How many tasks wait. */
  get pending(): number {
    return this.entries.length;
  }

  /**
   * Moves time forward and runs what falls due, in order of time. Between two tasks the promises that the first one
   * settled get their turn, so that code awaiting a result schedules its next step before time goes on.
   */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (;;) {
      const next = this.nextDue(end);
      if (next === undefined) break;
      this.entries = this.entries.filter((other) => other !== next);
      this.time = Math.max(this.time, next.at);
      next.task();
      await settle();
    }
    this.time = end;
  }

  private nextDue(end: number): Entry | undefined {
    let next: Entry | undefined;
    for (const entry of this.entries) {
      if (entry.at > end) continue;
      if (next === undefined || entry.at < next.at || (entry.at === next.at && entry.order < next.order)) next = entry;
    }
    return next;
  }
}

/** Lets every promise that is ready to settle do so. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

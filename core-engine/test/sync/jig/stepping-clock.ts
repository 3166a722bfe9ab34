import type { Timer } from '#src/clock/clock.js';
import { ManualClock } from '#src/clock/manual-clock.js';

interface Waiting {
  readonly delayMs: number;
  readonly hold: boolean;
}

/**
 * A clock moved by hand that tells when somebody has begun to wait. Reading a file takes real time of unknown length, so a
 * test cannot know otherwise when the code under test has come to its next wait.
 */
export class SteppingClock extends ManualClock {
  readonly waiting = new Set<Waiting>();
  private readonly listeners = new Set<() => void>();

  override schedule(delayMs: number, task: () => void, options?: { readonly hold?: boolean }): Timer {
    const entry: Waiting = { delayMs, hold: options?.hold === true };
    const timer = super.schedule(delayMs, () => {
      this.waiting.delete(entry);
      task();
    });
    this.waiting.add(entry);
    for (const listener of this.listeners) listener();
    return {
      cancel: () => {
        this.waiting.delete(entry);
        timer.cancel();
      },
    };
  }

  /** Resolves when somebody waits for `delayMs`, at once if somebody does. */
  scheduled(delayMs: number): Promise<Waiting> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = [...this.waiting].find((entry) => entry.delayMs === delayMs);
        if (found === undefined) return;
        this.listeners.delete(look);
        resolve(found);
      };
      this.listeners.add(look);
      look();
    });
  }

  /** Lets the next wait of `delayMs` begin and pass. */
  async step(delayMs: number): Promise<void> {
    await this.scheduled(delayMs);
    await this.advance(delayMs);
  }

  /** Lets waits of `delayMs` pass, as many as it takes, until `done` settles. */
  async stepUntil<R>(done: Promise<R>, delayMs: number): Promise<R> {
    for (;;) {
      const first = await Promise.race([done.then(() => 'done'), this.scheduled(delayMs).then(() => 'waiting')]);
      if (first === 'done') return done;
      await this.advance(delayMs);
    }
  }
}

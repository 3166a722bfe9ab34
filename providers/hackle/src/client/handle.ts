import { notReady, type Backend, type StatusListener } from '@polyflag/core-engine';
import type { HackleRuntime } from './runtime.js';

/** One client's part in a runtime that it may share: started and closed on its own account. */
export class Handle implements Backend {
  readonly runtime: HackleRuntime;
  /** Closed, and not started again: it evaluates and tracks nothing, though others may go on. */
  closed = false;
  private held = false;

  constructor(runtime: HackleRuntime) {
    this.runtime = runtime;
  }

  /** Whether there is a workspace to evaluate. */
  get serving(): boolean {
    return this.runtime.serving && !this.closed;
  }

  start(): Promise<void> {
    this.closed = false;
    if (!this.held) {
      this.held = true;
      this.runtime.hold();
    }
    return this.runtime.start();
  }

  /** As `start`, but for no longer than a time in milliseconds. @throws CodedError */
  startWithin(deadlineMs: number): Promise<void> {
    const { clock } = this.runtime;
    return new Promise((resolve, reject) => {
      const late = (): void => {
        reject(notReady(`there was no workspace within ${String(deadlineMs)} ms; connecting goes on`));
      };
      const timer = clock.schedule(deadlineMs, late, { hold: true });
      this.start()
        .then(resolve, reject)
        .finally(() => {
          timer.cancel();
        });
    });
  }

  async close(deadlineMs: number): Promise<void> {
    this.closed = true;
    if (!this.held) return;
    this.held = false;
    await this.runtime.release(deadlineMs);
  }

  flush(deadlineMs: number): Promise<boolean> {
    return this.runtime.flush(deadlineMs);
  }

  subscribe(listener: StatusListener): () => void {
    return this.runtime.subscribe(listener);
  }
}

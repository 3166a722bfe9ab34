import { notReady, StatusListeners, withDeadline, type Backend, type StatusListener } from '@polyflag/core-engine';
import type { HackleRuntime } from './runtime.js';

/** One client's part in a runtime that it may share: started and closed on its own account. */
export class Handle implements Backend {
  /** The runtime of this life, or of the latest. */
  runtime: HackleRuntime;
  /** Closed, and not started again: it evaluates and tracks nothing, though others may go on. */
  closed = false;
  private held = false;
  private readonly find: () => HackleRuntime;
  private readonly listeners = new StatusListeners(() => (this.held ? this.runtime.present : undefined));
  private leave: () => void = () => undefined;
  /** Starts that wait, to be ended by a close. */
  private readonly waiting = new Set<(error: Error) => void>();

  /** @param find gives the runtime to take part in; called for each life */
  constructor(find: () => HackleRuntime) {
    this.find = find;
    this.runtime = find();
  }

  /** Whether there is a workspace to evaluate. */
  get serving(): boolean {
    return this.runtime.serving && !this.closed;
  }

  start(): Promise<void> {
    this.closed = false;
    if (!this.held) {
      this.held = true;
      this.runtime = this.find();
      this.runtime.hold();
      this.leave = this.runtime.subscribe((status) => {
        this.listeners.tell(status);
      });
    }
    return new Promise((resolve, reject) => {
      this.waiting.add(reject);
      this.runtime
        .start()
        .then(resolve, reject)
        .finally(() => this.waiting.delete(reject));
    });
  }

  /** As `start`, but for no longer than a time in milliseconds. @throws CodedError */
  startWithin(deadlineMs: number): Promise<void> {
    return withDeadline(this.runtime.clock, deadlineMs, this.start(), () => {
      throw notReady(`there was no workspace within ${String(deadlineMs)} ms; connecting goes on`);
    });
  }

  async close(deadlineMs: number): Promise<void> {
    this.closed = true;
    for (const end of this.waiting) end(notReady('Hackle was closed while it was starting'));
    if (!this.held) return;
    this.held = false;
    this.leave();
    await this.runtime.release(deadlineMs);
  }

  flush(deadlineMs: number): Promise<boolean> {
    return this.runtime.flush(deadlineMs);
  }

  subscribe(listener: StatusListener): () => void {
    return this.listeners.add(listener);
  }
}

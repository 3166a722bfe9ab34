import type { Clock, Timer } from '../clock/clock.js';
import { isLasting, type SyncFailure } from './round.js';

export interface QuickRetriesOptions {
  readonly clock: Clock;
  /** So often at most. */
  readonly times: number;
  /** After so long, in milliseconds. */
  readonly afterMs: number;
  readonly again: () => void;
}

/**
 * Tries the first download again quickly, where that may help and the other side does not ask for more patience: one
 * connection that breaks is not to cost a start all of its time.
 */
export class QuickRetries {
  private readonly options: QuickRetriesOptions;
  private tried = 0;
  private timer: Timer | undefined;

  constructor(options: QuickRetriesOptions) {
    this.options = options;
  }

  /** The download failed, the first time or again. */
  failed(why: SyncFailure): void {
    const { clock, times, afterMs, again } = this.options;
    if (this.tried >= times || isLasting(why) || (why.retryAfterMs ?? 0) > afterMs) return;
    this.tried += 1;
    this.timer = clock.schedule(afterMs, again);
  }

  stop(): void {
    this.timer?.cancel();
  }
}

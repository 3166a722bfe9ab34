import type { Clock, Timer } from '../clock/clock.js';

/** How long a gate stays shut. */
export interface Closure {
  /** For what the tracker does by itself, in milliseconds. */
  readonly automaticMs: number;
  /** For what a caller awaits, in milliseconds; at most `automaticMs`. */
  readonly awaitedMs: number;
  /** Whether the backend asked for it; then not even a close may hurry. */
  readonly ordered: boolean;
}

/**
 * Keeps senders away from a backend for a while after a failure. It opens in two steps, first for what a caller awaits. It
 * counts delays and compares no times of day, so that a clock that is set back does not keep it shut.
 */
export class Gate {
  private timer: Timer | undefined;
  private closure: Closure | undefined;
  /** Whether the first step is done; of meaning only while there is a closure. */
  private openForAwaited = false;
  private shutAt = 0;
  private readonly clock: Clock;
  private readonly onOpen: () => void;

  /** @param onOpen called at each of the two steps, from a timer */
  constructor(clock: Clock, onOpen: () => void) {
    this.clock = clock;
    this.onOpen = onOpen;
  }

  isOpen(awaited: boolean): boolean {
    return this.closure === undefined || (awaited && this.openForAwaited);
  }

  /** Whether it is shut because the backend asked for it. */
  get ordered(): boolean {
    return this.closure?.ordered === true;
  }

  /** How long an awaited send still has to wait, in milliseconds: an estimate by the clock. */
  awaitedWaitMs(): number {
    if (this.closure === undefined || this.openForAwaited) return 0;
    return Math.max(0, this.shutAt + this.closure.awaitedMs - this.clock.now());
  }

  /** Shuts it, in place of any earlier closure. */
  shut(closure: Closure): void {
    this.timer?.cancel();
    this.closure = closure;
    this.openForAwaited = false;
    this.shutAt = this.clock.now();
    this.timer = this.clock.schedule(closure.awaitedMs, () => {
      this.openHalf(closure);
    });
  }

  /** Opens it at once, without a call of `onOpen`, and leaves no timer behind. */
  open(): void {
    this.timer?.cancel();
    this.closure = undefined;
  }

  private openHalf(closure: Closure): void {
    const restMs = closure.automaticMs - closure.awaitedMs;
    if (restMs > 0) {
      this.openForAwaited = true;
      this.timer = this.clock.schedule(restMs, () => {
        this.open();
        this.onOpen();
      });
    } else {
      this.open();
    }
    this.onOpen();
  }
}

/**
 * Time as the engine sees it. Everything that waits takes a `Clock`, so that a test can move time by hand and
 * no test sleeps.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Runs `task` once, `delayMs` from now. By default a pending timer does not keep the process alive; `hold: true` is
   * for what a caller awaits (start, close, ready), because an unreferenced timer under a top-level `await` ends the
   * process.
   */
  schedule(delayMs: number, task: () => void, options?: { readonly hold?: boolean }): Timer;
}

/** A task that has been scheduled. */
export interface Timer {
  /** Forgets the task. Harmless after it has run. */
  cancel(): void;
}

/** Node caps a timer at 2^31-1 ms and fires at once beyond it. */
const LONGEST_DELAY = 0x7fff_ffff;

/** The machine's own clock and timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(delayMs, task, options) {
    const handle = setTimeout(task, Math.min(Math.max(delayMs, 0), LONGEST_DELAY));
    if (options?.hold !== true) handle.unref();
    return {
      cancel: () => {
        clearTimeout(handle);
      },
    };
  },
};

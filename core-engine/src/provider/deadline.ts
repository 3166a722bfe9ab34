import type { Clock } from '../clock/clock.js';

/**
 * Waits for `work`, at most `ms` milliseconds, and keeps the process alive for so long, since a caller awaits this. When
 * time runs out the outcome is what `late` returns or throws, and what becomes of `work` is ignored.
 */
export function withDeadline<T>(clock: Clock, ms: number, work: Promise<T>, late: () => T): Promise<T> {
  const timeout = new Promise<void>((resolve) => {
    const timer = clock.schedule(ms, resolve, { hold: true });
    const cancel = () => timer.cancel();
    work.then(cancel, cancel);
  });
  return Promise.race([work, timeout.then(late)]);
}

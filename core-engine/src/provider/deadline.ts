import type { Clock } from '../clock/clock.js';

/**
 * Waits for `work`, but not for longer than `ms` milliseconds, and holds the process for so long: a caller awaits this.
 *
 * @param late called when time runs out; what it returns or throws is the outcome then. What becomes of `work` is ignored.
 */
export async function withDeadline<T>(clock: Clock, ms: number, work: Promise<T> | undefined, late: () => T): Promise<T | undefined> {
  let cancel = () => undefined as unknown;
  ...
}

import type { BackoffOptions } from '../clock/backoff.js';

/** A failed poll is repeated at the pace of the interval, but in this time at the latest, in milliseconds. */
const LONGEST_RETRY = 30_000;

/**
 * Retries at the pace of an interval, for a vendor whose client has no growing waits (DECISIONS 24): up to a tenth is added,
 * as to the interval.
 *
 * @param intervalMs in milliseconds
 */
export function steadyRetries(intervalMs: number): Required<Pick<BackoffOptions, 'baseMs' | 'maxMs' | 'jitter'>> {
  const longest = 1.1 * Math.min(intervalMs, LONGEST_RETRY);
  return { baseMs: longest, maxMs: longest, jitter: 1 / 11 };
}

/** Longest wish of a backend that is believed, in milliseconds. */
const LONGEST_RETRY_AFTER = 1_800_000;

/** The wait that a backend asked for, in milliseconds; 0 for none and for nonsense. */
export function believedWait(retryAfterMs: number | undefined): number {
  return retryAfterMs !== undefined && retryAfterMs > 0 ? Math.min(retryAfterMs, LONGEST_RETRY_AFTER) : 0;
}

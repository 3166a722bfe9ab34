/** So often it is tried before caches are bypassed, and so often afterwards (spec §4.7). */
const ATTEMPTS = 10;

const BASE_MS = 10_000;
const MAX_MS = 60_000;

/** What to do next. */
export interface PursuitStep {
  readonly waitMs: number;
  /** Whether to ask with a URL that no cache knows. */
  readonly bypass: boolean;
}

/** The attempt after `made` of them (spec §4.7): ten with growing waits, ten more past the caches; then none. Pure. */
export function pursuitStep(made: number): PursuitStep | undefined {
  if (made >= 2 * ATTEMPTS) return undefined;
  const inARow = made % ATTEMPTS;
  const waitMs = inARow === 0 ? 0 : Math.min(BASE_MS * 2 ** (inARow - 1), MAX_MS);
  return { waitMs, bypass: made >= ATTEMPTS };
}

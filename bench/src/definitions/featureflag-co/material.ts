import type { Prepared } from '../places.js';

/** There is nothing to prepare: both clients are offline and are handed their flags. */
export function prepareFfc(): Prepared {
  return { answer: () => undefined };
}

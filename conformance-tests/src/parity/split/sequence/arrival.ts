import type { Follower } from './follower.js';
import type { Sign } from './signs.js';

/** How long a change may take at most, in milliseconds: on a machine that has other things to do as well. */
const DEADLINE_MS = 20_000;

/**
 * Waits until every sign is seen on a side.
 *
 * @throws Error saying which are not, when that takes too long
 */
export async function arrival(side: Follower, signs: readonly Sign[], what: string): Promise<void> {
  const missing = (): Sign[] => signs.filter((sign) => !sign.isSeen(side));
  let late: (error: Error) => void = () => undefined;
  const isLate = new Promise<never>((_, reject) => (late = reject));
  const timer = setTimeout(() => {
    const subjects = missing().map(({ subject }) => subject);
    late(new Error(`${what}: ${side.name} has not got ${subjects.join(', ')} within ${DEADLINE_MS} ms`));
  }, DEADLINE_MS);
  try {
    while (missing().length > 0) await Promise.race([side.changed(), isLate]);
  } finally {
    clearTimeout(timer);
  }
}

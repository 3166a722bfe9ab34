import type { Rounds } from './samples.js';
import type { Scale } from './scale.js';

/** Somebody who is measured: calls itself so many times and returns a number that depends on all answers. */
export interface Runner {
  readonly name: string;
  run(count: number): number | Promise<number>;
}

/** Answers end up here, so that nothing can be found useless and left out. */
export const blackhole = { answers: 0 };

/**
 * Measures the contestants in turn, round by round, in an order that moves on by one each round, so that what disturbs the
 * machine for a while disturbs all of them. Nanoseconds per call.
 *
 * @param step the number of calls is a multiple of it
 */
export async function interleave(runners: readonly Runner[], scale: Scale, step: number): Promise<Rounds> {
  await warmUp(runners, scale, step);
  const counts = new Map<Runner, number>();
  for (const runner of runners) counts.set(runner, await calibrate(runner, scale, step));
  const rounds: Record<string, number[]> = Object.fromEntries(runners.map(({ name }) => [name, []]));
  for (let round = 0; round < scale.rounds; round += 1) {
    for (const runner of rotated(runners, round)) {
      const count = counts.get(runner) ?? step;
      rounds[runner.name]?.push((await timed(runner, count)) / count);
    }
  }
  return rounds;
}

/** A list that begins at another element each time. */
export function rotated<T>(list: readonly T[], by: number): T[] {
  const start = by % Math.max(list.length, 1);
  return [...list.slice(start), ...list.slice(0, start)];
}

/** In small portions, so that all are as warm when the first round begins. */
async function warmUp(runners: readonly Runner[], scale: Scale, step: number): Promise<void> {
  const portions = 8;
  for (let portion = 0; portion < portions; portion += 1) {
    for (const runner of rotated(runners, portion)) {
      const budget = (scale.warmUpMs * 1e6) / portions;
      for (let spent = 0; spent < budget;) spent += await timed(runner, step);
    }
  }
}

/** The number of calls that fill a batch. */
async function calibrate(runner: Runner, scale: Scale, step: number): Promise<number> {
  const batch = scale.batchMs * 1e6;
  for (let count = step; ; count *= 2) {
    const spent = await timed(runner, count);
    if (spent * 4 > batch) return Math.max(1, Math.round((count * batch) / spent / step)) * step;
  }
}

async function timed(runner: Runner, count: number): Promise<number> {
  const start = process.hrtime.bigint();
  const answers = runner.run(count);
  // Whoever answers at once is not made to wait for a turn of the event loop.
  blackhole.answers += typeof answers === 'number' ? answers : await answers;
  return Number(process.hrtime.bigint() - start);
}

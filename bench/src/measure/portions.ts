import { setTimeout } from 'node:timers/promises';
import { blackhole, rotated } from './rounds.js';
import type { Rounds } from './samples.js';

/** Somebody who is measured in portions, because what a call leaves behind has to be carried away between them. */
export interface PortionRunner {
  readonly name: string;
  /** Calls in one portion: as many as its queues take. */
  readonly portion: number;
  /** Makes ready for a portion; not timed. */
  prepare?(): void;
  /** Makes the calls of one portion and returns a number that depends on all answers. */
  run(): number;
  /** Carries away what the portion left, where that has to be asked for; not timed. */
  carryAway?(): Promise<unknown>;
}

/** Portions whose mean is the number of a round. */
const PER_ROUND = 6;

/** How long whoever reports gets between two portions, in milliseconds, to carry away what waits. */
const BREATH = 10;

/** Measures the contestants in turn, a pause after each portion. Nanoseconds per call. */
export async function inPortions(
  runners: readonly PortionRunner[],
  { rounds, warmUpRounds }: { readonly rounds: number; readonly warmUpRounds: number },
): Promise<Rounds> {
  const found: Record<string, number[]> = Object.fromEntries(runners.map(({ name }) => [name, []]));
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (const runner of rotated(runners, round + warmUpRounds)) {
      const spent = await portions(runner);
      if (round >= 0) found[runner.name]?.push(spent / PER_ROUND / runner.portion);
    }
  }
  return found;
}

async function portions(runner: PortionRunner): Promise<number> {
  let spent = 0;
  for (let at = 0; at < PER_ROUND; at += 1) {
    runner.prepare?.();
    const start = process.hrtime.bigint();
    blackhole.answers += runner.run();
    spent += Number(process.hrtime.bigint() - start);
    await runner.carryAway?.();
    await setTimeout(BREATH);
  }
  return spent;
}

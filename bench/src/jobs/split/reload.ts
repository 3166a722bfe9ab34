import type { Surroundings } from '../../measure/surroundings.js';
import { blackhole, rotated } from '../../measure/rounds.js';
import type { Rounds } from '../../measure/samples.js';
import { loadOnce, type Loader } from './load.js';

export interface ReloadParameters {
  readonly contestants: readonly Loader[];
}

/** Loads the large set again and again, the contestants in turn, and gives the milliseconds. The heap is swept between. */
export async function measureReload({ contestants }: ReloadParameters, surroundings: Surroundings): Promise<Rounds> {
  const rounds = Object.fromEntries(contestants.map((who): [string, number[]] => [who, []]));
  const warmUps = surroundings.scale.name === 'full' ? 3 : 0;
  for (let round = -warmUps; round < surroundings.scale.rounds; round += 1) {
    for (const who of rotated(contestants, round + warmUps)) {
      gc?.();
      const { milliseconds, kept, close } = await loadOnce(who, surroundings);
      if (kept !== undefined) blackhole.answers += 1;
      await close();
      if (round >= 0) rounds[who]?.push(milliseconds);
    }
  }
  return rounds;
}

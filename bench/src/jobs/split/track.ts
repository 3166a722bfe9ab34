import { openReporter, type Reporter } from '../../contestants/split/reporting.js';
import { keyOf } from '../../definitions/users.js';
import { inPortions, type PortionRunner } from '../../measure/portions.js';
import type { Rounds } from '../../measure/samples.js';
import type { Surroundings } from '../../measure/surroundings.js';
import { IN_ROTATION, PORTION } from './reporting.js';

export interface TrackParameters {
  readonly contestants: readonly Reporter[];
}

/** Measures how long it takes to have an event accepted. Every one is: portions stay within the queues. */
export async function measureTrack({ contestants }: TrackParameters, surroundings: Surroundings): Promise<Rounds> {
  const keys = Array.from({ length: IN_ROTATION }, (_, at) => keyOf(at));
  const opened = await Promise.all(
    contestants.map(async (who) => ({ who, ...(await openReporter(who, 'optimized', 'rollout', surroundings)) })),
  );
  const runners = opened.map(({ who, client }): PortionRunner => {
    const portion = PORTION[who];
    return {
      name: who,
      portion,
      run: () => {
        let accepted = 0;
        for (let call = 0; call < portion; call += 1) {
          if (client.track(keys[call % IN_ROTATION] ?? '', 'user', 'purchase', call)) accepted += 1;
        }
        if (accepted !== portion) throw new Error(`${who} refused ${portion - accepted} events`);
        return accepted;
      },
    };
  });
  const { rounds, name } = surroundings.scale;
  const measured = await inPortions(runners, { rounds, warmUpRounds: name === 'full' ? 10 : 1 });
  await Promise.all(opened.map(({ close }) => close()));
  return measured;
}

import { setTimeout } from 'node:timers/promises';
import { openReporter } from '../../contestants/split/reporting.js';
import { rollout } from '../../definitions/split/measured.js';
import { keyOf } from '../../definitions/users.js';
import { blackhole } from '../../measure/rounds.js';
import type { Surroundings } from '../../measure/surroundings.js';
import { memoryInUse } from '../memory-in-use.js';
import { PORTION } from './reporting.js';

export interface HeapOfReportsParameters {
  /** Evaluations, as a share of those of the scale. */
  readonly share: number;
}

/** What evaluations leave on the heap, each of a user of its own, in MiB. Impressions are sent meanwhile. */
export async function weighReports({ share }: HeapOfReportsParameters, surroundings: Surroundings): Promise<number> {
  const { client, close } = await openReporter('polyflag', 'optimized', 'rollout', surroundings);
  const { name } = rollout.flag;
  const portion = PORTION.polyflag;
  blackhole.answers += client.getTreatment('first', name).length;
  const before = await memoryInUse();
  const calls = surroundings.scale.calls * share;
  for (let call = 0; call < calls; call += 1) {
    blackhole.answers += client.getTreatment(keyOf(call), name).length;
    if (call % portion === portion - 1) await setTimeout(1);
  }
  const grown = ((await memoryInUse()) - before) / 1024 / 1024;
  await close();
  return grown;
}

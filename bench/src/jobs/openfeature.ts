import { closeOpenFeature, openFeatureClient, type Behind } from '../contestants/openfeature.js';
import { roomOf, type AskedByContext } from '../contestants/rooms.js';
import { asyncLoopOver } from '../measure/loop.js';
import { interleave, type Runner } from '../measure/rounds.js';
import type { Rounds } from '../measure/samples.js';
import type { Surroundings } from '../measure/surroundings.js';

export type OpenFeatureParameters = AskedByContext & { readonly contestants: readonly Behind[] };

/** Measures `client.getBooleanValue`, one call after the other, the providers in turn. */
export async function measureOpenFeature(
  { contestants, ...asked }: OpenFeatureParameters,
  surroundings: Surroundings,
): Promise<Rounds> {
  const inputs = (await roomOf(asked.vendor)).contexts(asked.question, surroundings.scale);
  const runners: Runner[] = [];
  for (const behind of contestants) {
    const client = await openFeatureClient(behind, asked, surroundings);
    const loop = asyncLoopOver(client, 'target.getBooleanValue(names[at], false, users[at])');
    runners.push({ name: behind, run: (count) => loop(count, inputs) });
  }
  const rounds = await interleave(runners, surroundings.scale, inputs.names.length);
  await closeOpenFeature();
  return rounds;
}

import { closeOpenFeature, openFeatureClient, type Behind } from '../contestants/openfeature.js';
import type { SetName } from '../definitions/sets.js';
import { users } from '../definitions/users.js';
import { literal } from '../definitions/wire.js';
import { asyncLoopOver, type Inputs } from '../measure/loop.js';
import type { Surroundings } from '../measure/surroundings.js';
import { interleave, type Runner } from '../measure/rounds.js';
import type { Rounds } from '../measure/samples.js';

export interface OpenFeatureParameters {
  readonly contestants: readonly Behind[];
  readonly set: SetName;
  readonly flag: string;
  /** Whether the context holds the user's attributes beside the targeting key. */
  readonly attributes: boolean;
}

/** Measures `client.getBooleanValue`, one call after the other, the providers in turn. */
export async function measureOpenFeature(
  parameters: OpenFeatureParameters,
  surroundings: Surroundings,
): Promise<Rounds> {
  const { contestants, set, flag, attributes: wanted } = parameters;
  const everybody = users();
  const inputs: Inputs = {
    names: everybody.map(() => literal(flag)),
    keys: everybody.map(({ key }) => key),
    attributes: everybody.map(({ key, attributes }) => ({ targetingKey: key, ...(wanted ? attributes : {}) })),
  };
  const runners: Runner[] = [];
  for (const behind of contestants) {
    const client = await openFeatureClient(behind, set, surroundings);
    const loop = asyncLoopOver(client, 'target.getBooleanValue(names[at], false, attributes[at])');
    runners.push({ name: behind, run: (count) => loop(count, inputs) });
  }
  const rounds = await interleave(runners, surroundings.scale, inputs.names.length);
  await closeOpenFeature();
  return rounds;
}

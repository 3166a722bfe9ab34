import type { Scale } from '../../measure/scale.js';
import { literal } from '../literal.js';
import { conditions, experiment, experimentOf, inclusions, rollout, type Closure, type Measured } from './measured.js';
import type { FlagWire } from './wire.js';

/** The flags of a deployment, and the same by hand under their keys. */
export interface DefinitionSet {
  readonly flags: readonly FlagWire[];
  byHand(): ReadonlyMap<string, Closure>;
}

/** `remote` is what the backend evaluates; nobody evaluates it here. */
export type AmplitudeSet =
  'inclusions' | 'conditions' | 'rollout' | 'experiment' | 'measured' | 'hundred' | 'many' | 'remote';

export function definitionSet(name: AmplitudeSet, scale: Scale): DefinitionSet {
  switch (name) {
    case 'inclusions':
      return setOf(inclusions);
    case 'conditions':
      return setOf(conditions);
    case 'rollout':
      return setOf(rollout);
    case 'experiment':
      return setOf(experiment);
    case 'measured':
      return setOf(inclusions, conditions, rollout, experiment);
    case 'hundred':
      return setOf(...among(100));
    case 'many':
      return setOf(...among(scale.flags));
    case 'remote':
      return setOf();
  }
}

/** The measured flag of conditions in the middle of experiments. */
function among(count: number): Measured[] {
  const experiments = Array.from({ length: count - 1 }, (_, index) => experimentOf(index));
  return [...experiments.slice(0, count / 2), conditions, ...experiments.slice(count / 2)];
}

function setOf(...measured: readonly Measured[]): DefinitionSet {
  return {
    flags: measured.map(({ flag }) => flag),
    byHand: () => new Map(measured.map(({ key, byHand }) => [literal(key), byHand()])),
  };
}

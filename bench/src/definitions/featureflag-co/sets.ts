import type { FeatureFlagWire } from '@polyflag/emulators';
import { literal } from '../literal.js';
import { conditions, fallThrough, rollout, ruleAndRollout, target, type Detail, type Measured } from './measured.js';
import type { Person } from './people.js';

/** The flags of an environment, and the same by hand under their keys. */
export interface DefinitionSet {
  readonly flags: readonly FeatureFlagWire[];
  /** @param hashesFlags whether a flag's key is hashed before the user's, as FeatBit does */
  byHand(hashesFlags?: boolean): ReadonlyMap<string, (who: Person) => Detail>;
}

const sets = {
  target: [target],
  conditions: [conditions],
  rollout: [rollout],
  'fall-through': [fallThrough],
  'rule-and-rollout': [ruleAndRollout],
  measured: [target, conditions, rollout, fallThrough, ruleAndRollout],
} as const satisfies Record<string, readonly Measured[]>;

export type FfcSet = keyof typeof sets;

export function definitionSet(name: FfcSet): DefinitionSet {
  const measured: readonly Measured[] = sets[name];
  return {
    flags: measured.map(({ flag }) => flag),
    byHand: (hashesFlags = false) =>
      new Map(measured.map(({ key, byHand }) => [literal(key), byHand(hashesFlags ? key : '')])),
  };
}

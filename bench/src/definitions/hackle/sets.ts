import type { WorkspaceWire } from '@polyflag/emulators';
import type { Scale } from '../../measure/scale.js';
import { literal } from '../literal.js';
import { many, manyByHand } from './many.js';
import { allocation, featureFlag, inContainer, override, parameter, targeting, type Measured } from './measured.js';

/** A workspace, and its definitions by hand under their keys. */
export interface DefinitionSet {
  readonly workspace: WorkspaceWire;
  byHand(): ReadonlyMap<string | number, (who: never) => unknown>;
}

export type HackleSet =
  'allocation' | 'targeting' | 'override' | 'container' | 'feature-flag' | 'remote-config' | 'by-id' | 'many';

export function definitionSet(name: HackleSet, scale: Scale): DefinitionSet {
  switch (name) {
    case 'allocation':
      return setOf(allocation);
    case 'targeting':
      return setOf(targeting);
    case 'override':
      return setOf(override);
    case 'container':
      return setOf(inContainer);
    case 'feature-flag':
      return setOf(featureFlag);
    case 'remote-config':
      return setOf(parameter);
    case 'by-id':
      return setOf(allocation, override, inContainer);
    case 'many':
      return {
        workspace: many(scale.flags),
        byHand: () => new Map(manyKeys(scale).map((key, index) => [key, manyByHand(index)])),
      };
  }
}

/** Said in place of keys: all A/B tests of the large set, one after the other. */
export const ALL_IN_TURN = 'all in turn';

export function manyKeys(scale: Scale): number[] {
  return Array.from({ length: scale.flags }, (_, index) => index + 1);
}

function setOf(...measured: readonly Measured<never, unknown>[]): DefinitionSet {
  const all = (name: keyof WorkspaceWire): unknown[] =>
    measured.flatMap(({ workspace }) => (workspace[name] ?? []) as unknown[]);
  return {
    workspace: {
      buckets: all('buckets'),
      containers: all('containers'),
      experiments: all('experiments'),
      featureFlags: all('featureFlags'),
      remoteConfigParameters: all('remoteConfigParameters'),
    } as WorkspaceWire,
    byHand: () => new Map(measured.map(({ key, byHand }) => [typeof key === 'string' ? literal(key) : key, byHand()])),
  };
}

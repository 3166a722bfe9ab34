import { createHash } from 'node:crypto';
import type { ConditionWire, FlagWire, PartitionWire } from '../wire/definitions.js';

/** The traffic type of what does not name one. */
export const TRAFFIC_TYPE = 'user';

/** The treatment of whom nothing else was decided for. */
export const CONTROL = 'control';

export interface Seeds {
  readonly seed: number;
  readonly trafficAllocationSeed: number;
}

/**
 * The seeds of a flag that names none (§8.2 → Do): fixed by its name, so that everybody stays in his bucket when the file
 * is read again, here or on another machine. The two differ: with one and the same, whoever is inside an allocation of
 * 50 % would always get the first half of the treatments.
 */
export function seedsOf(name: string): Seeds {
  const digest = createHash('sha256').update(name).digest();
  return { seed: digest.readInt32BE(0), trafficAllocationSeed: digest.readInt32BE(4) };
}

/** A rollout to everybody. */
export function everybody(partitions: readonly PartitionWire[], trafficType = TRAFFIC_TYPE): ConditionWire {
  return {
    conditionType: 'ROLLOUT',
    matcherGroup: {
      combiner: 'AND',
      matchers: [{ keySelector: { trafficType, attribute: null }, matcherType: 'ALL_KEYS', negate: false }],
    },
    partitions,
    label: 'default rule',
  };
}

/** One treatment for the keys of a list. */
export function listed(keys: readonly string[], treatment: string): ConditionWire {
  return {
    conditionType: 'WHITELIST',
    matcherGroup: {
      combiner: 'AND',
      matchers: [
        {
          keySelector: { trafficType: TRAFFIC_TYPE, attribute: null },
          matcherType: 'WHITELIST',
          negate: false,
          whitelistMatcherData: { whitelist: keys },
        },
      ],
    },
    partitions: [{ treatment, size: 100 }],
    label: `whitelisted ${treatment}`,
  };
}

/** A flag of a format that knows treatments and no more (§8.3, §8.4). */
export function plainFlag(
  name: string,
  conditions: readonly ConditionWire[],
  configurations: Readonly<Record<string, string>> = {},
): FlagWire {
  return {
    name,
    trafficTypeName: TRAFFIC_TYPE,
    changeNumber: 0,
    status: 'ACTIVE',
    killed: false,
    defaultTreatment: CONTROL,
    ...seedsOf(name),
    trafficAllocation: 100,
    algo: 2,
    conditions,
    configurations,
    sets: [],
    prerequisites: [],
  };
}

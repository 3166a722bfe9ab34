import { murmur3 } from '@polyflag/core-engine';
import type { WorkspaceWire } from '@polyflag/emulators';
import { keyOf, plans, countries, USERS, type Attributes } from '../users.js';
import { bucket, experiment, property, SLOTS, target, variations } from './wire.js';

/** A user as an object. */
export type Person = { readonly id: string; readonly properties: Attributes };

/** What `variationDetail` gives, as far as it is written by hand. */
export interface Variation {
  readonly variation: string;
  readonly reason: string;
}

/** What `featureFlagDetail` gives. */
export interface Switch {
  readonly isOn: boolean;
  readonly reason: string;
}

/** A definition that is measured, and the fastest function that one would write for it by hand. */
export interface Measured<Who, Answer> {
  readonly key: string | number;
  readonly workspace: WorkspaceWire;
  readonly byHand: () => (who: Who) => Answer;
}

/** The answers by hand are made beforehand and frozen, as those of our client are. */
function variation(key: string, reason: string): Variation {
  return Object.freeze({ variation: key, reason });
}

/** The slot of an identifier. */
export function slotOf(id: string, seed: number): number {
  return Math.abs(murmur3(id, seed) | 0) % SLOTS;
}

const allocatedA = variation('A', 'TRAFFIC_ALLOCATED');
const allocatedB = variation('B', 'TRAFFIC_ALLOCATED');
const notAllocated = variation('A', 'TRAFFIC_NOT_ALLOCATED');
const notInTarget = variation('A', 'NOT_IN_EXPERIMENT_TARGET');

const seed = 875_758_774;
const otherSeed = 206_728_927;

/** Four of ten get A, four B, and two take no part; those asked are known by an id only. */
export const allocation: Measured<string, Variation> = {
  key: 1,
  workspace: {
    buckets: [bucket(11, seed, [variations.A, 4_000], [variations.B, 8_000])],
    experiments: [experiment(1, { defaultRule: { type: 'BUCKET', bucketId: 11 } })],
  },
  byHand: () => (id) => {
    const slot = slotOf(id, seed);
    if (slot < 4_000) return allocatedA;
    return slot < 8_000 ? allocatedB : notAllocated;
  },
};

/** Five conditions with five operators; all of them are looked at, and the last one holds for three users of four. */
export const targeting: Measured<Person, Variation> = {
  key: 2,
  workspace: {
    buckets: [bucket(21, seed, [variations.A, 5_000], [variations.B, SLOTS])],
    experiments: [
      experiment(2, {
        targetAudiences: [
          target(
            property('country', 'IN', 'STRING', countries),
            property('age', 'GTE', 'NUMBER', [18]),
            property('email', 'STARTS_WITH', 'STRING', ['person.']),
            property('score', 'LTE', 'NUMBER', [999]),
            property('beta', 'IN', 'BOOLEAN', [true]),
          ),
        ],
        defaultRule: { type: 'BUCKET', bucketId: 21 },
      }),
    ],
  },
  byHand: () => {
    const known = new Set(countries);
    return ({ id, properties }) => {
      if (
        !known.has(properties.country) ||
        properties.age < 18 ||
        !properties.email.startsWith('person.') ||
        properties.score > 999 ||
        !properties.beta
      ) {
        return notInTarget;
      }
      return slotOf(id, seed) < 5_000 ? allocatedA : allocatedB;
    };
  },
};

const overridden = variation('B', 'OVERRIDDEN');

/** Every second user is given B by his id; the others are allocated. */
export const override: Measured<string, Variation> = {
  key: 3,
  workspace: {
    buckets: [bucket(31, seed, [variations.A, 5_000], [variations.B, SLOTS])],
    experiments: [
      experiment(3, {
        userOverrides: overriddenIds().map((userId) => ({ userId, variationId: variations.B })),
        defaultRule: { type: 'BUCKET', bucketId: 31 },
      }),
    ],
  },
  byHand: () => {
    const given = new Set(JSON.parse(JSON.stringify(overriddenIds())) as string[]);
    return (id) => {
      if (given.has(id)) return overridden;
      return slotOf(id, seed) < 5_000 ? allocatedA : allocatedB;
    };
  },
};

function overriddenIds(): string[] {
  return Array.from({ length: USERS / 2 }, (_, index) => keyOf(index * 2));
}

const excluded = variation('A', 'NOT_IN_MUTUAL_EXCLUSION_EXPERIMENT');

/** Half of the users belong to another test of the container; the others are allocated. */
export const inContainer: Measured<string, Variation> = {
  key: 4,
  workspace: {
    buckets: [
      bucket(41, seed, [variations.A, 5_000], [variations.B, SLOTS]),
      bucket(42, otherSeed, [1, 5_000], [2, SLOTS]),
    ],
    containers: [
      {
        id: 1,
        bucketId: 42,
        groups: [
          { id: 1, experiments: [4] },
          { id: 2, experiments: [5] },
        ],
      },
    ],
    experiments: [experiment(4, { defaultRule: { type: 'BUCKET', bucketId: 41 } }, { containerId: 1 })],
  },
  byHand: () => (id) => {
    if (slotOf(id, otherSeed) >= 5_000) return excluded;
    return slotOf(id, seed) < 5_000 ? allocatedA : allocatedB;
  },
};

const onByRule: Switch = Object.freeze({ isOn: true, reason: 'TARGET_RULE_MATCH' });
const onByDefault: Switch = Object.freeze({ isOn: true, reason: 'DEFAULT_RULE' });
const offByDefault: Switch = Object.freeze({ isOn: false, reason: 'DEFAULT_RULE' });

const marketOfTheFlag = countries.slice(0, 3);

/** On for some people of three countries, and for a fifth of all others. */
export const featureFlag: Measured<Person, Switch> = {
  key: 5,
  workspace: {
    buckets: [bucket(51, seed, [variations.A, 8_000], [variations.B, SLOTS])],
    featureFlags: [
      experiment(5, {
        targetRules: [
          {
            target: target(
              property('country', 'IN', 'STRING', marketOfTheFlag),
              property('age', 'GTE', 'NUMBER', [40]),
            ),
            action: { type: 'VARIATION', variationId: variations.B },
          },
        ],
        defaultRule: { type: 'BUCKET', bucketId: 51 },
      }),
    ],
  },
  byHand: () => {
    const market = new Set(marketOfTheFlag);
    return ({ id, properties }) => {
      if (market.has(properties.country) && properties.age >= 40) return onByRule;
      return slotOf(id, seed) < 8_000 ? offByDefault : onByDefault;
    };
  },
};

const [paid = ''] = plans;

/** One value for half of those who pay, and another one for everybody else. */
export const parameter: Measured<Person, string> = {
  key: 'banner_text',
  workspace: {
    buckets: [bucket(61, seed, [0, 5_000])],
    remoteConfigParameters: [
      {
        key: 'banner_text',
        type: 'STRING',
        targetRules: [
          {
            key: '29d404c5',
            name: 'those who pay',
            target: target(property('plan', 'IN', 'STRING', [paid])),
            bucketId: 61,
            value: { id: 611, value: 'welcome back' },
          },
        ],
        defaultValue: { id: 612, value: 'welcome' },
      },
    ],
  },
  byHand:
    () =>
    ({ id, properties }) =>
      properties.plan === paid && slotOf(id, seed) < 5_000 ? 'welcome back' : 'welcome',
};

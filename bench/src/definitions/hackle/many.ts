import type { WorkspaceWire } from '@polyflag/emulators';
import { countries } from '../users.js';
import { slotOf, type Person, type Variation } from './measured.js';
import { bucket, experiment, property, SLOTS, target, variations } from './wire.js';

/** What differs between the A/B tests of the large set. */
interface Difference {
  readonly key: number;
  readonly seed: number;
  readonly market: readonly string[];
  readonly age: number;
}

/** A/B tests with an audience of two conditions and half of it in each variation. */
export function many(count: number): WorkspaceWire {
  const tests = Array.from({ length: count }, (_, index) => differenceOf(index));
  return {
    buckets: tests.map(({ key, seed }) => bucket(key, seed, [variations.A, SLOTS / 2], [variations.B, SLOTS])),
    experiments: tests.map(({ key, market, age }) =>
      experiment(key, {
        targetAudiences: [target(property('country', 'IN', 'STRING', market), property('age', 'GTE', 'NUMBER', [age]))],
        defaultRule: { type: 'BUCKET', bucketId: key },
      }),
    ),
  };
}

const outside: Variation = Object.freeze({ variation: 'A', reason: 'NOT_IN_EXPERIMENT_TARGET' });
const inA: Variation = Object.freeze({ variation: 'A', reason: 'TRAFFIC_ALLOCATED' });
const inB: Variation = Object.freeze({ variation: 'B', reason: 'TRAFFIC_ALLOCATED' });

/** The same by hand. One function for all tests of the set: ten thousand functions would be ten thousand times cold. */
export function manyByHand(index: number): (who: Person) => Variation {
  const { seed, market, age } = differenceOf(index);
  const known = new Set(market);
  return ({ id, properties }) => {
    if (!known.has(properties.country) || properties.age < age) return outside;
    return slotOf(id, seed) < SLOTS / 2 ? inA : inB;
  };
}

function differenceOf(index: number): Difference {
  const from = index % 5;
  return {
    key: index + 1,
    seed: Math.imul(index + 1, 0x9e3779b1),
    market: countries.slice(from, from + 4),
    age: 18 + (index % 30),
  };
}

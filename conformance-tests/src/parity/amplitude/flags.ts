import type { Random } from '../random.js';
import { makeCondition, makeSelector, operators } from './conditions.js';
import type { BucketWire, Definitions, FlagWire, SegmentWire, VariantWire } from './wire.js';
import * as words from './words.js';

const names = ['on', 'off', 'control', 'treatment'] as const;

const FULL = 42_949_673;

/** So begins the key of a flag that shows whether one condition holds: its operator comes behind. */
export const PROBE = 'probe ';

/** The flags of one deployment, in any order, and cohorts. */
export function makeDefinitions(random: Random): Definitions {
  const keys = random.shuffled(['f0', 'f1', 'f2', 'f3', '10', '9']);
  const flags = keys.map((key, at) => makeFlag(random, key, keys.slice(0, at)));
  const cohorts = random.some(words.cohortIds, 2, 4).map((cohortId) => ({
    cohortId,
    groupType: random.pick(['User', 'User', ...words.groupTypes]),
    memberIds: [...random.some(words.userIds, 1, 5), ...random.some(words.groupNames, 0, 2)],
  }));
  return { flags: random.shuffled([...flags, makeProbe(random)]), cohorts };
}

function makeProbe(random: Random): FlagWire {
  const op = random.pick(Object.keys(operators));
  const selector = ['context', 'user', 'user_properties', random.pick(words.properties)];
  const values = random.some(operators[op] as readonly string[], 1, 2);
  return {
    key: `${PROBE}${op}`,
    variants: { on: { key: 'on' }, off: { key: 'off' } },
    segments: [{ conditions: [[{ selector, op, values }]], variant: 'on' }, { variant: 'off' }],
  };
}

/** @param before flags that it may depend on: only some of them depend on it in turn */
function makeFlag(random: Random, key: string, before: readonly string[]): FlagWire {
  const variants = Object.fromEntries(
    random.some(names, 2, 4).map((name): [string, VariantWire] => [name, makeVariant(random, name)]),
  );
  const depends = random.chance(0.4) ? random.some([...before, 'ghost'], 1, 2) : undefined;
  const circular = random.chance(0.01) ? [key] : [];
  return {
    key,
    variants,
    segments: Array.from({ length: random.int(1, 4) }, (_, at) => makeSegment(random, at, before)),
    ...(depends === undefined && circular.length === 0 ? {} : { dependencies: [...(depends ?? []), ...circular] }),
    ...(random.chance(0.8)
      ? { metadata: { flagVersion: random.int(1, 9), flagType: 'experiment', deployed: true } }
      : {}),
  };
}

function makeVariant(random: Random, name: string): VariantWire {
  return {
    ...(random.chance(0.95) ? { key: name } : {}),
    ...(random.chance(0.8) ? { value: random.pick<unknown>([name, name, name, 5, true, { a: [1] }, null, '']) } : {}),
    ...(random.chance(0.3) ? { payload: random.pick<unknown>([{ list: ['a', 'b'] }, null, 'text', 5]) } : {}),
    ...(name === 'off' ? { metadata: { default: true } } : {}),
    ...(random.chance(0.1) ? { more: random.pick(['on', 'a']) } : {}),
  };
}

function makeSegment(random: Random, at: number, before: readonly string[]): SegmentWire {
  const inner = () => Array.from({ length: random.int(0, 3) }, () => makeCondition(random, before));
  return {
    ...(random.chance(0.8) ? { conditions: Array.from({ length: random.int(at === 0 ? 1 : 0, 2) }, inner) } : {}),
    ...(random.chance(0.6) ? { bucket: makeBucket(random) } : {}),
    ...(random.chance(0.9) ? { variant: random.pick([...names, 'ghost']) } : {}),
    ...(random.chance(0.8) ? { metadata: { segmentName: `s${String(at)}` } } : {}),
  };
}

function makeBucket(random: Random): BucketWire {
  const selector = random.chance(0.7)
    ? ['context', 'user', random.pick(['user_id', 'device_id'])]
    : makeSelector(random);
  return {
    selector,
    salt: random.pick(['', 'Qm1zaltA', 'größe', '🎉', 'x']),
    allocations: Array.from({ length: random.int(1, 2) }, () => {
      const from = random.pick([0, 0, 0, 20, 50]);
      const middle = random.int(0, FULL);
      const first = { variant: random.pick(names), range: [0, middle] } as const;
      const second = { variant: random.pick([...names, 'ghost']), range: [Math.max(0, middle - 1), FULL] } as const;
      return {
        range: [from, random.pick([100, 100, 60, from])],
        distributions: random.chance(0.5) ? [first, second] : [first],
      };
    }),
  };
}

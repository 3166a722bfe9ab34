import type { FlagWire, PrerequisiteWire } from '@polyflag/split-provider/internal';
import type { Random } from '../random.js';
import { makeConditions } from './conditions.js';
import type { Scope } from './matchers/kind.js';
import { treatments } from './treatments.js';

/** The flag sets that flags are in. */
export const flagSets = ['alpha', 'beta_1', 'gamma'] as const;

/** A feature flag with anything that one may have. */
export function makeFlag(random: Random, name: string, scope: Scope): FlagWire {
  return {
    name,
    trafficTypeName: 'user',
    changeNumber: random.int(1, 1_000_000),
    status: random.chance(0.02) ? 'ARCHIVED' : 'ACTIVE',
    killed: random.chance(0.05),
    ...(random.chance(0.03) ? {} : { defaultTreatment: random.pick([...treatments, 'control']) }),
    seed: seedOf(random),
    trafficAllocationSeed: seedOf(random),
    ...trafficAllocationOf(random),
    ...algoOf(random),
    conditions: makeConditions(random, scope),
    ...configurationsOf(random),
    ...(random.chance(0.3) ? { sets: random.some(flagSets, 0, 3) } : {}),
    ...(random.chance(0.5) ? { prerequisites: prerequisitesOf(random, scope) } : {}),
  };
}

function seedOf(random: Random): number {
  return random.weighted<() => number>([
    [8, () => random.int(-0x8000_0000, 0x7fff_ffff)],
    [1, () => random.int(0x8000_0000, 0xffff_ffff)],
    [1, () => random.pick([0, -1, 1, 0x7fff_ffff, -0x8000_0000, 0xffff_ffff])],
  ])();
}

function trafficAllocationOf(random: Random): Pick<FlagWire, 'trafficAllocation'> {
  return random.weighted<() => Pick<FlagWire, 'trafficAllocation'>>([
    [5, () => ({ trafficAllocation: 100 })],
    [1, () => ({})],
    [4, () => ({ trafficAllocation: random.int(0, 100) })],
    [1, () => ({ trafficAllocation: random.pick([0, 1, 99, 50.5, 150, -5, null]) })],
  ])();
}

function algoOf(random: Random): Pick<FlagWire, 'algo'> {
  return random.weighted([
    [6, { algo: 2 }],
    [2, {}],
    [1, { algo: null }],
    [1, { algo: 1 }],
  ]);
}

function configurationsOf(random: Random): Pick<FlagWire, 'configurations'> {
  if (random.chance(0.3)) return random.chance(0.5) ? {} : { configurations: null };
  const entries = random
    .some([...treatments, 'control'], 0, 4)
    .map((treatment) => [treatment, configurationOf(random)]);
  return { configurations: Object.fromEntries(entries) as Record<string, string | null> };
}

function configurationOf(random: Random): string | null {
  return random.pick(['{"size":5}', '{"text":"größe 🚀"}', '[1,2]', '"text"', 'no JSON', '', null]);
}

function prerequisitesOf(random: Random, { flags }: Scope): PrerequisiteWire[] | null {
  if (random.chance(0.5)) return random.chance(0.5) ? null : [];
  return random.some(['nobody', ...flags], 1, 2).map((flag) => ({
    n: flag,
    ts: random.some([...treatments, 'control'], 2, 6),
  }));
}

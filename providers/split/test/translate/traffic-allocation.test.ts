import { expect } from 'chai';
import type { FlagWire } from '#src/wire/definitions.js';
import { allKeys, flag, rollout } from '../definitions/build.js';
import { worldOf, type World } from '../definitions/world.js';

/** Keys and their buckets, from §11.2 (murmur3) of the specification. */
const buckets: readonly [key: string, seed: number, bucket: number][] = [
  ['a', 100, 25],
  ['a', 2147483648, 3],
  ['abcd', -2147483648, 97],
  ['john@doe.com', 100, 19],
  ['user-1', -1, 34],
  ['user-1', 4294967295, 34],
  ['user-2', 100, 100],
  ['日本語', 321654, 96],
  ['Жук', -605938843, 1],
  ['🚀', 2147483647, 47],
];

async function flagWith(parts: Partial<FlagWire>): Promise<World> {
  return worldOf({ flags: [flag('x', parts)] });
}

describe('traffic allocation (§2.1 row 8)', () => {
  for (const [key, trafficAllocationSeed, bucket] of buckets) {
    it(`has ${key} with seed ${trafficAllocationSeed} inside from ${bucket} % on`, async () => {
      const just = await flagWith({ trafficAllocation: bucket, trafficAllocationSeed });
      expect(just.ask('x', { key })).to.deep.include({ treatment: 'on', label: 'rolled out' });
      const less = await flagWith({ trafficAllocation: bucket - 1, trafficAllocationSeed });
      expect(less.ask('x', { key })).to.deep.include({ treatment: 'off', label: 'not in split' });
    });
  }

  it('goes by the bucketing key, not by the matching key', async () => {
    const world = await flagWith({ trafficAllocation: 25, trafficAllocationSeed: 100 });
    expect(world.treatment('x', { key: 'user-2', bucketingKey: 'a' })).to.equal('on');
    expect(world.treatment('x', { key: 'a', bucketingKey: 'user-2' })).to.equal('off');
  });

  const odd: readonly [what: string, allocation: unknown, treatment: string][] = [
    ['is 100 where it is absent', undefined, 'on'],
    ['is 0 where it is null', null, 'off'],
    ['excludes everybody at 0', 0, 'off'],
    ['excludes everybody below 0', -5, 'off'],
    ['excludes nobody at 100', 100, 'on'],
    ['excludes nobody above 100', 150, 'on'],
  ];
  for (const [what, trafficAllocation, treatment] of odd) {
    it(what, async () => {
      const world = await flagWith({ trafficAllocation: trafficAllocation as number });
      for (const key of ['a', 'user-1', 'user-2', 'Жук']) expect(world.treatment('x', { key })).to.equal(treatment);
    });
  }
});

/** Rows 39 to 46 of §11.4. */
const rollouts: readonly (readonly [
  key: string,
  seed: number,
  allocation: number,
  allocationSeed: number,
  sizes: Readonly<Record<string, number>>,
  treatment: string,
  label: string,
])[] = [
  ['биζóαøí語дβ🏳çи', 2521580124, 99, 3579603962, { a: 1, b: 33, c: 66 }, 'b', 'default rule'],
  ['HR/Ybxv /Vl IJ-H', 71393198, 99, 1603663789, { on: 100, off: 0 }, 'on', 'default rule'],
  ['qV@8V-mCJb@oxPIiVrE', -625702166, 10, 3956997742, { on: 0, off: 100 }, 'def', 'not in split'],
  ['V', -1114795647, 50, 3765323872, { on: 100, off: 0 }, 'def', 'not in split'],
  ['Gtv4t4FPY@R-0OslANi9R3', 3926417748, 0, -1421813458, { on: 0, off: 100 }, 'def', 'not in split'],
  ['c1JIIXSQecQbXtP@@nEN', -1701255691, 50, -1495003245, { a: 1, b: 33, c: 66 }, 'b', 'default rule'],
  ['测α', -998537931, 1, 269520553, { on: 100, off: 0 }, 'def', 'not in split'],
  ['вó語字𐍈🎉ย', -1959557520, 0, 2118604861, { on: 50, off: 50 }, 'def', 'not in split'],
];

describe('whole rollouts (§11.4)', () => {
  for (const [key, seed, trafficAllocation, trafficAllocationSeed, sizes, treatment, label] of rollouts) {
    it(`${key} at ${trafficAllocation} % gets ${treatment}, ${label}`, async () => {
      const conditions = [rollout([allKeys], sizes, 'default rule')];
      const world = await flagWith({
        seed,
        trafficAllocation,
        trafficAllocationSeed,
        defaultTreatment: 'def',
        conditions,
      });
      expect(world.ask('x', { key })).to.deep.include({ treatment, label });
    });
  }
});

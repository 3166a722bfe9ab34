import { expect } from 'chai';
import { allKeys, flag, keyIn, rollout } from '../definitions/build.js';
import { show } from '../definitions/show.js';
import { worldOf, type World } from '../definitions/world.js';

type Sizes = Readonly<Record<string, number>>;

function split(sizes: Sizes, parts: { seed?: number; algo?: number | null } = {}): Promise<World> {
  return worldOf({ flags: [flag('x', { conditions: [rollout([allKeys], sizes, 'shared out')], ...parts })] });
}

describe('the treatment of a bucket (§2.4)', () => {
  // Bucket 25 of key "a" with seed 100 (§11.2).
  const rows: readonly [sizes: Sizes, treatment: string][] = [
    [{ a: 25, b: 75 }, 'a'],
    [{ a: 24, b: 76 }, 'b'],
    [{ a: 0, b: 24, c: 1, d: 75 }, 'c'],
    [{ a: 24.5, b: 75.5 }, 'b'],
    [{ a: 25.5, b: 74.5 }, 'a'],
    [{ a: 33.3, b: 66.7 }, 'a'],
    [{ a: 100, b: 0 }, 'a'],
    [{ a: 0, b: 100 }, 'b'],
    [{ a: 200 }, 'a'],
  ];
  for (const [sizes, treatment] of rows) {
    it(`bucket 25 of ${JSON.stringify(sizes)} is ${treatment}`, async () => {
      expect((await split(sizes, { seed: 100 })).treatment('x', { key: 'a' })).to.equal(treatment);
    });
  }

  it('is control, under the label of the condition, past the last share (§2.3)', async () => {
    const world = await split({ a: 10, b: 14 }, { seed: 100 });
    expect(world.ask('x', { key: 'a' })).to.deep.include({ treatment: 'control', label: 'shared out', config: null });
    expect(world.treatment('x', { key: 'john@doe.com' })).to.equal('b');
  });

  it('is control for everybody where there is no share at all', async () => {
    expect((await split({})).ask('x')).to.deep.include({ treatment: 'control', label: 'shared out' });
    expect((await split({ on: 0 })).ask('x')).to.deep.include({ treatment: 'control', label: 'shared out' });
  });

  it('is the first of two shares of one treatment, or the second', async () => {
    const partitions = [
      { treatment: 'a', size: 10 },
      { treatment: 'b', size: 10 },
      { treatment: 'a', size: 80 },
    ];
    const world = await worldOf({
      flags: [flag('x', { seed: 100, conditions: [{ ...rollout([allKeys]), partitions }] })],
    });
    expect(world.treatment('x', { key: 'a' })).to.equal('a');
    expect(world.treatment('x', { key: 'john@doe.com' })).to.equal('b');
  });

  it('goes by the bucketing key, while matchers look at the matching key', async () => {
    const conditions = [rollout([keyIn('ana')], { low: 25, high: 75 })];
    const world = await worldOf({ flags: [flag('x', { seed: 100, conditions })] });
    expect(world.treatment('x', { key: 'ana', bucketingKey: 'a' })).to.equal('low');
    expect(world.treatment('x', { key: 'ana', bucketingKey: 'user-2' })).to.equal('high');
    expect(world.treatment('x', { key: 'a', bucketingKey: 'ana' })).to.equal('off');
  });
});

describe('the hash of a flag (§2.4)', () => {
  /** §11.3. */
  const legacy: readonly [key: string, seed: number, bucket: number][] = [
    ['a', 2, 100],
    ['ab', 321654, 100],
    ['abc', 3000000000, 99],
    ['key', 2147483648, 70],
    ['user', 4294967295, 9],
    ['john@doe.com', 467569525, 18],
    ['ñandú', -1364119282, 39],
    ['é', 100, 42],
    ['🚀', 100, 36],
  ];
  for (const [key, seed, bucket] of legacy) {
    it(`algo 1 puts ${key} with seed ${seed} into bucket ${bucket}`, async () => {
      const sizes = { before: bucket - 1, at: 1, after: 100 - bucket };
      expect((await split(sizes, { seed, algo: 1 })).treatment('x', { key })).to.equal('at');
    });
  }

  for (const algo of [2, 3, null, undefined, '1', 0]) {
    it(`algo ${show(algo)} puts "user-2" with seed 100 at 100, where murmur3 puts it`, async () => {
      const world = await split({ rest: 99, last: 1 }, { seed: 100, algo: algo as number });
      expect(world.treatment('x', { key: 'user-2' })).to.equal('last');
    });
  }

  it('is murmur3 for algo 1 too under ignoreAlgo', async () => {
    const flags = [flag('x', { seed: 100, algo: 1, conditions: [rollout([allKeys], { rest: 99, last: 1 })] })];
    expect((await worldOf({ flags, options: { ignoreAlgo: true } })).treatment('x', { key: 'user-2' })).to.equal(
      'last',
    );
    expect((await worldOf({ flags })).treatment('x', { key: 'user-2' })).to.equal('rest');
  });

  it('of algo 1 counts for traffic allocation too', async () => {
    const parts = { trafficAllocationSeed: 2, algo: 1 };
    const all = await worldOf({ flags: [flag('x', { ...parts, trafficAllocation: 99 })] });
    // Bucket 100 (§11.3, row 30).
    expect(all.ask('x', { key: 'a' })).to.deep.include({ label: 'not in split' });
    const ignored = await worldOf({
      flags: [flag('x', { ...parts, trafficAllocation: 99 })],
      options: { ignoreAlgo: true },
    });
    expect(ignored.ask('x', { key: 'a' })).to.deep.include({ label: 'rolled out' });
  });

  it('replaces half a character, instead of never coming to an end (§2.3)', async () => {
    const world = await split({ rest: 99, last: 1 }, { seed: 100 });
    for (const key of ['\ud800x', 'a\udc00b', '\ud83d', '\udc00\ud800']) {
      expect(world.treatment('x', { key })).to.be.oneOf(['rest', 'last']);
    }
    expect(world.treatment('x', { key: '\ud800x' })).to.equal(world.treatment('x', { key: '\ufffdx' }));
  });
});

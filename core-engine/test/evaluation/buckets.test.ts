import { expect } from 'chai';
import { percentBucket } from '#src/evaluation/buckets.js';
import type { Bucket, Condition, ValueSource } from '#src/evaluation/program.js';
import { always, onIf, outcomeOf, World, type Who } from './support/world.js';

const key: ValueSource = { from: 'key' };
const percent: Bucket = { space: 'percent', hash: 'murmur3', of: key };
const slots: Bucket = { space: 'slots', hash: 'murmur3', slots: 10_000, of: key };
const unit: Bucket = { space: 'unit', hash: 'murmur3', of: key };

function within(bucket: Bucket, ...ranges: [from: number, to: number][]): Condition {
  return { if: 'bucket', bucket, ranges: ranges.map(([from, to]) => ({ from, to })) };
}

// The murmur3 hash of user-1 with seed 0 is 4171401059 (split.md 11.2), as a signed integer -123566237.
const HASH = 4_171_401_059;
const SIGNED = -123_566_237;
const user = { key: 'user-1' };

describe('evaluation: percent buckets', () => {
  const rows: [bucket: number, who: string, of: Partial<Bucket>][] = [
    [1, '', { seed: 0 }],
    [1, 'Жук', { seed: -605_938_843 }],
    [34, 'user-1', { seed: -1 }],
    [34, 'user-1', { seed: 4_294_967_295 }],
    [60, 'user-1', {}],
    [100, 'user-2', { seed: 100 }],
    [9, 'user', { hash: 'polynomial31', seed: 4_294_967_295 }],
    [99, 'abc', { hash: 'polynomial31', seed: 3_000_000_000 }],
    [100, 'ab', { hash: 'polynomial31', seed: 321_654 }],
  ];
  for (const [bucket, who, of] of rows) {
    it(`put ${JSON.stringify(who)} at ${bucket} with ${JSON.stringify(of)}`, () => {
      const places: [from: number, to: number, inside: boolean][] = [
        [bucket - 1, bucket, true],
        [bucket, 100, false],
        [0, bucket - 1, false],
        [bucket - 0.5, bucket + 0.5, true],
        [bucket - 1.5, bucket - 0.5, false],
        [bucket, bucket, false],
        [0, 100, true],
        [-1_000, 1_000, true],
      ];
      // The bucketing key has a closure of its own.
      for (const source of [key, { from: 'bucketing-key' }, { from: 'identifier', name: 'id' }] as const) {
        for (const [from, to, inside] of places) {
          const condition = within({ ...percent, ...of, of: source }, [from, to]);
          expect(outcomeOf(condition, { key: who, identifiers: { id: who } }), `${from}..${to}`).to.equal(inside);
        }
      }
    });
  }

  it('are 1..100 for the extremes of a hash, signed or not', () => {
    for (const [hash, bucket] of [
      [0, 1],
      [99, 100],
      [-99, 100],
      [-100, 1],
      [4_294_967_295, 96],
      [-2_147_483_648, 49],
    ] as const) {
      expect(percentBucket(hash)).to.equal(bucket);
    }
  });

  it('bucket by the bucketing key where they are told to, by the key otherwise', () => {
    const who: Who = { key: 'user-2', bucketingKey: 'user-1' };
    expect(outcomeOf(within({ ...percent, of: { from: 'bucketing-key' } }, [59, 60]), who)).to.be.true;
    expect(outcomeOf(within({ ...percent, seed: 100 }, [99, 100]), who)).to.be.true;
  });
});

describe('evaluation: the other spaces', () => {
  const rows: [title: string, condition: Condition, inside: boolean][] = [
    ['slots hold their first', within(slots, [6_237, 6_238]), true],
    ['slots do not hold their end', within(slots, [6_236, 6_237]), false],
    ['slots hold from 0', within({ ...slots, slots: 1 }, [0, 1]), true],
    ['one of several ranges', within(slots, [0, 10], [6_000, 7_000], [9_000, 9_001]), true],
    ['none of several ranges', within(slots, [0, 10], [9_000, 9_001]), false],
    ['no range', within(slots), false],
    ['unit holds its first', within(unit, [-SIGNED / 2 ** 31, 1]), true],
    ['unit does not hold its end', within(unit, [0, -SIGNED / 2 ** 31]), false],
    ['unit 0..1 holds all', within(unit, [0, 1]), true],
    ['unit 0..0 holds none', within(unit, [0, 0]), false],
    ['two-level holds its first', within({ ...percent, space: 'two-level' }, [59, 60]), true],
    ['two-level does not hold its end', within({ ...percent, space: 'two-level' }, [58, 59]), false],
    [
      'two-level takes salt',
      within({ ...percent, space: 'two-level', of: { from: 'constant', value: 'er-1' }, salt: 'us' }, [59, 60]),
      true,
    ],
    ['percent takes salt', within({ ...percent, of: { from: 'constant', value: '-1' }, salt: 'user' }, [59, 60]), true],
    [
      'polynomial31 takes salt',
      within({ ...percent, hash: 'polynomial31', seed: 2, of: { from: 'constant', value: 'a' }, salt: '' }, [99, 100]),
      true,
    ],
  ];
  for (const [title, condition, inside] of rows) {
    it(`${title}: ${inside}`, () => {
      expect(outcomeOf(condition, user)).to.equal(inside);
    });
  }

  it('unit reaches 1, which only 0..1 holds', () => {
    // The empty text hashes to the seed itself: -2^31, whose distance from 0 is 2^31.
    const last: Bucket = { space: 'unit', hash: 'polynomial31', seed: 2 ** 31, of: key };
    expect(outcomeOf(within(last, [0, 1]), { key: '' })).to.be.true;
    expect(outcomeOf(within(last, [0.5, 1]), { key: '' })).to.be.false;
    expect(outcomeOf(within(last, [0, 0.99]), { key: '' })).to.be.false;
  });

  it('two-level asks the quotient too', () => {
    const quotient = Math.floor(HASH / 100);
    const rows: [inner: [number, number] | undefined, inside: boolean][] = [
      [[quotient, quotient + 1], true],
      [[quotient + 1, quotient + 2], false],
      [[quotient - 1, quotient], false],
      [[0, 42_949_673], true],
      [undefined, true],
    ];
    for (const [inner, inside] of rows) {
      const range = { from: 0, to: 100, ...(inner && { inner }), then: { do: 'serve', outcome: 0 } as const };
      const split = { do: 'split', bucket: { ...percent, space: 'two-level' }, ranges: [range] } as const;
      const program = { ...onIf('f', always), steps: [{ then: split, label: 's', reason: 'SPLIT' }] } as const;
      expect(new World({ flags: [program] }).answer('f', user), String(inner)).to.equal(inside ? 'on' : undefined);
    }
  });
});

describe('evaluation: the unit of a bucket', () => {
  const everything: [from: number, to: number] = [-1e9, 1e12];
  const spaces: Bucket[] = [percent, slots, unit, { ...percent, space: 'two-level' }];
  const absent: [title: string, id: unknown][] = [
    ['undefined', undefined],
    ['null', null],
    ['an object', {}],
    ['a list', ['user-1']],
    ['a symbol', Symbol('id')],
    ['a function', () => 'user-1'],
    ['a boxed text', Object('user-1')],
  ];
  for (const [title, id] of absent) {
    it(`is absent where it is ${title}: no range holds it`, () => {
      for (const space of spaces) {
        for (const range of [everything, [0, 1], [-1, 0], [-1, 5]] as [number, number][]) {
          const condition = within({ ...space, of: { from: 'identifier', name: 'id' } }, range);
          expect(outcomeOf(condition, { identifiers: { id } }), `${space.space} ${range.join('..')}`).to.be.false;
        }
      }
    });
  }

  it('is absent where its name is only inherited', () => {
    const condition = within({ ...percent, of: { from: 'identifier', name: 'constructor' } }, [0, 100]);
    expect(outcomeOf(condition, { identifiers: {} })).to.be.false;
  });

  it('may be a number or a boolean, hashed as text', () => {
    for (const [id, text] of [
      [5, '5'],
      [true, 'true'],
      [-0, '0'],
      [1e21, '1e+21'],
    ] as const) {
      for (let bucket = 1; bucket <= 100; bucket += 1) {
        const condition = within({ ...percent, of: { from: 'identifier', name: 'id' } }, [bucket - 1, bucket]);
        expect(outcomeOf(condition, { identifiers: { id } })).to.equal(
          outcomeOf(condition, { identifiers: { id: text } }),
        );
      }
    }
  });
});

describe('evaluation: buckets that cannot be', () => {
  const rows: [title: string, bucket: object, says: string][] = [
    ['an unknown space', { ...percent, space: 'sphere' }, 'sphere'],
    ['an unknown hash', { ...percent, hash: 'sha1' }, 'sha1'],
    ['slots without a number', { ...slots, slots: undefined }, 'slots'],
    ['no slots', { ...slots, slots: 0 }, 'slots'],
    ['slots that are no number', { ...slots, slots: NaN }, 'slots'],
  ];
  for (const [title, bucket, says] of rows) {
    it(`${title}: the flag says so once, and the others do not notice`, () => {
      const world = new World({ flags: [onIf('f', within(bucket as Bucket, [0, 100])), onIf('g', always)] });
      expect([world.answer('f'), world.answer('f'), world.answer('g')]).to.deep.equal(['GENERAL', 'GENERAL', 'on']);
      expect(world.problems).to.have.length(1);
      expect(world.problems[0]).to.match(new RegExp(`^f,.*${says}`, 'u'));
    });
  }
});

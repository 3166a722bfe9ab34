import { expect } from 'chai';
import fc from 'fast-check';
import murmur from 'murmurhash3js-revisited';
import type { Act, Bucket, FlagProgram, Range, Split } from '#src/evaluation/program.js';
import { flag, present, serve, World, type Who } from './support/world.js';

const bucket: Bucket = { space: 'percent', hash: 'murmur3', seed: 7, of: { from: 'bucketing-key' } };

function splitInto(ranges: readonly Range[], more: Partial<Split> = {}): FlagProgram {
  const names = ['a', 'b', 'c', 'd', 'miss'];
  const outcomes = names.map((variant) => ({ variant, value: variant }));
  return { ...flag('f', { then: { do: 'split', bucket, ranges, ...more }, label: 's', reason: 'SPLIT' }), outcomes };
}

/** One range after the other from 0 on, each with an outcome of its own. */
function inTurn(sizes: readonly number[], act: (outcome: number) => Act): Range[] {
  let sum = 0;
  return sizes.map((size, outcome) => ({ from: sum, to: (sum += size), then: act(outcome) }));
}

const plain = (outcome: number): Act => ({ do: 'serve', outcome });
const marked = (outcome: number): Act => ({ do: 'serve', outcome, mark: { if: 'constant', value: true } });

function bucketOf(key: string): number {
  return (murmur.x86.hash32(new TextEncoder().encode(key), 7) % 100) + 1;
}

/** The rule of split.md 2.4: the first partition with bucket <= sum. */
function expected(key: string, sizes: readonly number[], miss: string | undefined): string | undefined {
  let sum = 0;
  const place = sizes.findIndex((size) => bucketOf(key) <= (sum += size));
  return place < 0 ? miss : ['a', 'b', 'c', 'd'][place];
}

function answer(program: FlagProgram, who: Who): string | null | undefined {
  return new World({ flags: [program] }).answer('f', who);
}

describe('evaluation: a split', () => {
  const sizes = fc.array(fc.oneof(fc.nat(100), fc.constantFrom(0, 33.3, 66.7, 0.5, 99.5)), { maxLength: 4 });

  it('gives each share what its size says, whatever the act and whatever is left over', () => {
    fc.assert(
      fc.property(sizes, fc.string(), fc.constantFrom(plain, marked), fc.boolean(), (sizes, key, act, misses) => {
        const program = splitInto(inTurn(sizes, act), misses ? { miss: act(4) } : {});
        expect(answer(program, { key })).to.equal(expected(key, sizes, misses ? 'miss' : undefined));
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives two shares what their edges say, for everybody', () => {
    const keys = Array.from({ length: 400 }, (_, at) => `user-${at}`);
    for (const sizes of [
      [50, 50],
      [0, 100],
      [100, 0],
      [1, 98],
      [33.3, 66.7],
      [0, 0],
      [150, 10],
    ]) {
      for (const act of [plain, marked]) {
        const world = new World({ flags: [splitInto(inTurn(sizes, act), { miss: act(4) })] });
        for (const key of keys) expect(world.answer('f', { key }), key).to.equal(expected(key, sizes, 'miss'));
      }
    }
  });

  it('takes the first of ranges that overlap, and none in a gap', () => {
    const ranges = (from: number, to: number): Range[] => [
      { from: 40, to: 60, then: plain(0) },
      { from, to, then: plain(1) },
    ];
    const keyAt = (wanted: number) =>
      Array.from({ length: 5_000 }, (_, at) => `k${at}`).find((key) => bucketOf(key) === wanted)!;
    const rows: [bucket: number, variant: string | undefined][] = [
      [40, 'b'],
      [41, 'a'],
      [60, 'a'],
      [61, 'b'],
      [70, 'b'],
      [71, undefined],
    ];
    for (const [at, variant] of rows)
      expect(answer(splitInto(ranges(30, 70)), { key: keyAt(at) }), String(at)).to.equal(variant);
  });

  it('without a bucket takes what "miss" says, however wide its ranges are', () => {
    const of = { from: 'identifier', name: 'id' } as const;
    for (const sizes of [[50, 50], [100], [20, 30, 50]]) {
      const ranges = inTurn(sizes, plain);
      expect(answer(splitInto(ranges, { bucket: { ...bucket, of }, miss: plain(4) }), {})).to.equal('miss');
      expect(answer(splitInto(ranges, { bucket: { ...bucket, of } }), {})).to.be.undefined;
    }
  });

  it('goes on where its range says so', () => {
    const acts: [act: Act, variant: string][] = [
      [{ do: 'next' }, 'on'],
      [{ do: 'goto', step: 'later' }, 'off'],
      [{ do: 'fail', code: 'PARSE_ERROR', message: 'no' }, 'PARSE_ERROR'],
      [{ do: 'fail', code: 'PARSE_ERROR', message: 'no', stop: true }, 'PARSE_ERROR'],
      [{ do: 'split', bucket, ranges: [{ from: 0, to: 100, then: { do: 'serve', outcome: 1 } }] }, 'off'],
      [{ do: 'caller' }, 'called'],
    ];
    for (const [act, variant] of acts) {
      for (const ranges of [
        inTurn([100], () => act),
        inTurn([0, 100], () => act),
        inTurn([0, 0, 100], () => act),
        [],
      ]) {
        const then: Act = { do: 'split', bucket, ranges, miss: act };
        const program = flag('f', { then, label: 's', reason: 'SPLIT' }, serve('on'), {
          ...serve('off'),
          name: 'later',
        });
        expect(new World({ flags: [program] }).answer('f', {}, 'called'), act.do).to.equal(variant);
      }
      // Two plain shares of nobody, so that everybody misses.
      const ranges: Range[] = [
        { from: 0, to: 0, then: plain(0) },
        { from: 0, to: 0, then: plain(0) },
      ];
      const then: Act = { do: 'split', bucket, ranges, miss: act };
      const steps = [serve('on'), { ...serve('off'), name: 'later' }];
      for (const when of [undefined, { if: 'not', of: present('a') } as const]) {
        const split = { ...(when && { when }), then, label: 's', reason: 'SPLIT' } as const;
        expect(new World({ flags: [flag('f', split, ...steps)] }).answer('f', {}, 'called'), act.do).to.equal(variant);
      }
    }
  });

  it('serves the very same decision again', () => {
    const world = new World({ flags: [splitInto(inTurn([50, 50], plain))] });
    const first = world.ask('f', { key: 'user-1' });
    expect(world.ask('f', { key: 'user-1' })).to.equal(first);
    expect(first.label).to.equal('s');
    expect(first.reason).to.equal('SPLIT');
  });
});

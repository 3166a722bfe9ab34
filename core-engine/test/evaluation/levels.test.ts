import { expect } from 'chai';
import fc from 'fast-check';
import reference from 'murmurhash3js-revisited';
import { explain } from '#src/evaluation/explain.js';
import type { Bucket, FlagProgram, Range } from '#src/evaluation/program.js';
import { flag, World } from './support/world.js';

const bucket: Bucket = {
  space: 'two-level',
  hash: 'murmur3-wtf8',
  encoding: 'json',
  salt: 'pepper/',
  of: { from: 'extra', name: 'unit' },
};

const bound = (most: number): fc.Arbitrary<number> => fc.oneof(fc.nat(most), fc.constantFrom(0, most));
const ranges = fc.array(
  fc.record({ from: bound(100), to: bound(100), inner: fc.tuple(bound(42_949_673), bound(42_949_673)) }),
  { maxLength: 5 },
);

function levelsOf(text: string): [first: number, second: number] {
  const hash = reference.x86.hash32(new TextEncoder().encode(`pepper/${text}`), 0);
  return [hash % 100, Math.floor(hash / 100)];
}

function splitInto(ranges: readonly Omit<Range, 'then'>[], of: Bucket = bucket): FlagProgram {
  const outcomes = ['0', '1', '2', '3', '4', 'miss'].map((variant) => ({ variant, value: variant }));
  const acts = ranges.map((range, outcome): Range => ({ ...range, then: { do: 'serve', outcome } }));
  const then = { do: 'split', bucket: of, ranges: acts, miss: { do: 'serve', outcome: 5 } } as const;
  return { ...flag('f', { then, label: 's', reason: 'SPLIT' }), outcomes };
}

describe('evaluation: a split over two levels', () => {
  it('gives the first range that holds both levels', () => {
    fc.assert(
      fc.property(ranges, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), (ranges, unit) => {
        const [first, second] = levelsOf(unit);
        const place = ranges.findIndex(
          ({ from, to, inner: [low, high] }) => from <= first && first < to && low <= second && second < high,
        );
        const world = new World({ flags: [splitInto(ranges)] });
        expect(world.answer('f', { extra: { unit } })).to.equal(place < 0 ? 'miss' : String(place));
        expect(explain(world.set, 'f', world.bind({ extra: { unit } })).steps[0]?.bucket).to.equal(
          reference.x86.hash32(new TextEncoder().encode(`pepper/${unit}`), 0),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  const everybody = splitInto([{ from: 0, to: 100 }]);
  const rows: [what: string, unit: unknown, text: string | undefined][] = [
    ['a number', 5, '5'],
    ['a boolean', true, 'true'],
    ['a list', ['a', 1], '["a",1]'],
    ['an object', { a: 1 }, '{"a":1}'],
    ['an empty list', [], '[]'],
    ['empty text', '', undefined],
    ['null', null, undefined],
    ['nothing', undefined, undefined],
  ];
  for (const [what, unit, text] of rows) {
    it(`takes ${what} for ${text ?? 'no unit at all'}`, () => {
      expect(new World({ flags: [everybody] }).answer('f', { extra: { unit } })).to.equal(
        text === undefined ? 'miss' : '0',
      );
      if (text === undefined) return;
      const [first, second] = levelsOf(text);
      const exact = splitInto([{ from: first, to: first + 1, inner: [second, second + 1] }]);
      expect(new World({ flags: [exact] }).answer('f', { extra: { unit } })).to.equal('0');
    });
  }

  it('takes a list for no unit where the encoding does not say so', () => {
    const { encoding: _, ...plain } = bucket;
    const world = new World({ flags: [splitInto([{ from: 0, to: 100 }], plain)] });
    expect(world.answer('f', { extra: { unit: ['a'] } })).to.equal('miss');
    expect(world.answer('f', { extra: { unit: '' } })).to.equal('0');
  });

  it('leads to any act', () => {
    const program = splitInto([{ from: 0, to: 100 }]);
    const [step] = program.steps;
    const next: FlagProgram = {
      ...program,
      steps: [
        { ...step!, then: { ...step!.then, ranges: [{ from: 0, to: 100, then: { do: 'next' } }] } as never },
        { then: { do: 'serve', outcome: 3 }, label: 'after', reason: 'DEFAULT' },
      ],
    };
    const decision = new World({ flags: [next] }).ask('f', { extra: { unit: 'u' } });
    expect([decision.outcome?.variant, decision.label]).to.deep.equal(['3', 'after']);
  });

  it('costs the flag where its encoding is unknown', () => {
    const world = new World({ flags: [splitInto([], { ...bucket, encoding: 'morse' as 'json' })] });
    expect(world.ask('f', { extra: { unit: 'u' } }).error?.message).to.contain('morse');
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import murmur from 'murmurhash3js-revisited';
import type { Bucket, FlagProgram, Range } from '#src/evaluation/program.js';
import { flag, outcomeOf, World } from './support/world.js';

const SLOTS = 1_000;

const bucket: Bucket = {
  space: 'slots',
  hash: 'murmur3',
  seed: 7,
  slots: SLOTS,
  of: { from: 'identifier', name: 'device' },
};

/** Slots of the magnitude of the signed hash. */
function slotOf(id: string): number {
  return Math.abs(murmur.x86.hash32(new TextEncoder().encode(id), 7) | 0) % SLOTS;
}

const whole = fc.string({ minLength: 1, unit: 'grapheme' });

describe('evaluation: slots of an identifier', () => {
  const edges = fc.tuple(fc.integer({ min: -1, max: 1 }), fc.integer({ min: -1, max: 1 }));

  it('lie in a range from its first slot to the one before its end', () => {
    fc.assert(
      fc.property(whole, edges, (id, [before, after]) => {
        const slot = slotOf(id);
        const [from, to] = [slot + before, slot + 1 + after];
        const inside = outcomeOf({ if: 'bucket', bucket, ranges: [{ from, to }] }, { identifiers: { device: id } });
        expect(inside, `${slot} in ${from}..${to}`).to.equal(from <= slot && slot < to);
      }),
      { numRuns: 500 },
    );
  });

  it('lead where the first range leads that holds them, or where those without a range are led', () => {
    const names = ['a', 'b', 'c', 'miss'];
    fc.assert(
      fc.property(whole, fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 2, maxLength: 4 }), (id, around) => {
        const slot = slotOf(id);
        const ends = around.map((distance) => slot + distance);
        const ranges: Range[] = ends
          .slice(1)
          .map((to, at) => ({ from: ends[at] ?? 0, to, then: { do: 'serve', outcome: at } }));
        const program: FlagProgram = {
          ...flag('f', {
            then: { do: 'split', bucket, ranges, miss: { do: 'serve', outcome: 3 } },
            label: 's',
            reason: 'SPLIT',
          }),
          outcomes: names.map((variant) => ({ variant, value: variant })),
        };
        const first = ranges.findIndex(({ from, to }) => from <= slot && slot < to);
        const answer = new World({ flags: [program] }).answer('f', { identifiers: { device: id } });
        expect(answer).to.equal(names[first < 0 ? 3 : first]);
      }),
      { numRuns: 500 },
    );
  });

  it('are those of its text for a number, and none where it is absent', () => {
    const all = { if: 'bucket', bucket, ranges: [{ from: 0, to: SLOTS }] } as const;
    const its = { if: 'bucket', bucket, ranges: [{ from: slotOf('42'), to: slotOf('42') + 1 }] } as const;
    expect(outcomeOf(its, { identifiers: { device: 42 } })).to.be.true;
    expect(outcomeOf(all, { identifiers: {} })).to.be.false;
    expect(outcomeOf(all, { identifiers: { device: null } })).to.be.false;
  });
});

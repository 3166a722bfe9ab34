import { expect } from 'chai';
import fc from 'fast-check';
import { PeriodCounter, PeriodCounts } from '#src/tracker/period-counts.js';

const HOUR = 3_600_000;

describe('counts by period', () => {
  it('are told by name and by the beginning of the period', () => {
    const counts = new PeriodCounts(HOUR, 10);
    const [a, b] = [new PeriodCounter('a'), new PeriodCounter('b')];
    for (const now of [HOUR, HOUR + 1, 2 * HOUR - 1, 2 * HOUR]) counts.increment(a, now);
    counts.increment(b, 2 * HOUR + 5);
    expect(counts.pending).to.equal(5);
    expect(counts.take()).to.have.deep.members([
      { name: 'a', period: HOUR, count: 3 },
      { name: 'a', period: 2 * HOUR, count: 1 },
      { name: 'b', period: 2 * HOUR, count: 1 },
    ]);
  });

  it('are taken once, and go on from there', () => {
    const counts = new PeriodCounts(HOUR, 10);
    const a = new PeriodCounter('a');
    counts.increment(a, 1);
    counts.take();
    expect([counts.take(), counts.pending]).to.deep.equal([[], 0]);
    counts.increment(a, 2);
    expect(counts.take()).to.deep.equal([{ name: 'a', period: 0, count: 1 }]);
  });

  it('of two counters with one name are told together', () => {
    const counts = new PeriodCounts(HOUR, 10);
    counts.increment(new PeriodCounter('a'), 1);
    counts.increment(new PeriodCounter('a'), 2);
    expect(counts.take()).to.deep.equal([{ name: 'a', period: 0, count: 2 }]);
  });

  it('stay right when the clock is set back', () => {
    const counts = new PeriodCounts(HOUR, 10);
    const a = new PeriodCounter('a');
    for (const now of [HOUR, HOUR - 1, HOUR, HOUR - 1]) counts.increment(a, now);
    expect(counts.take()).to.have.deep.members([
      { name: 'a', period: 0, count: 2 },
      { name: 'a', period: HOUR, count: 2 },
    ]);
  });

  const edges: readonly (readonly [time: number, period: number])[] = [
    [0, 0],
    [HOUR - 1, 0],
    [HOUR, HOUR],
    [1_700_000_000_123, 1_699_999_200_000],
    [HOUR + 0.5, HOUR],
    [HOUR - 0.5, 0],
  ];
  for (const [time, period] of edges) {
    it(`put ${time} into the hour ${period}`, () => {
      expect(new PeriodCounts(HOUR, 10).periodOf(time)).to.equal(period);
    });
  }

  it('have a bound: what would be a row too many is dropped and counted', () => {
    const counts = new PeriodCounts(HOUR, 2);
    const [a, b, c] = [new PeriodCounter('a'), new PeriodCounter('b'), new PeriodCounter('c')];
    for (const counter of [a, b, c, c, a]) counts.increment(counter, 1);
    const rows = counts.take();
    expect(rows).to.have.lengthOf(2);
    expect(rows.reduce((sum, { count }) => sum + count, 0) + counts.dropped).to.equal(5);
    expect(counts.dropped).to.be.above(0);
  });

  it('have their whole room again once they were taken', () => {
    const counts = new PeriodCounts(HOUR, 1);
    const a = new PeriodCounter('a');
    for (let i = 0; i < 3; i++) {
      counts.increment(a, i * HOUR);
      expect(counts.take()).to.have.lengthOf(1);
    }
    expect(counts.dropped).to.equal(0);
  });

  it('lose nothing and invent nothing: taken, pending and dropped are all that was counted', () => {
    const step = fc.oneof(
      { weight: 9, arbitrary: fc.tuple(fc.nat(4), fc.nat(5 * HOUR)) },
      { weight: 1, arbitrary: fc.constant('take' as const) },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(step, { maxLength: 100 }), (maxRows, steps) => {
        const counts = new PeriodCounts(HOUR, maxRows);
        const counters = Array.from({ length: 5 }, (_, at) => new PeriodCounter(`name ${at}`));
        let counted = 0;
        let taken = 0;
        const sumUp = (): void => {
          for (const { count, period } of counts.take()) {
            taken += count;
            expect(period % HOUR).to.equal(0);
          }
        };
        for (const one of steps) {
          if (one === 'take') sumUp();
          else {
            counts.increment(counters[one[0]]!, one[1]);
            counted += 1;
          }
          expect(taken + counts.pending + counts.dropped).to.equal(counted);
        }
        sumUp();
        expect(taken + counts.dropped).to.equal(counted);
      }),
    );
  });
});

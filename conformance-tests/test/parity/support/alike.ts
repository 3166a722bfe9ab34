import { expect } from 'chai';
import type { Run } from '#src/parity/comparison.js';
import { describeTally } from '#src/parity/report.js';
import type { Tally } from '#src/parity/tally.js';

/** Two clients of one kind: what any comparison says of them. */
export function findsThemAlike(few: Run, compare: (run: Run) => Promise<Tally<unknown, unknown>>): void {
  it('finds nothing between two clients of one kind', async () => {
    const tally = await compare(few);
    expect(tally.evaluations).to.be.at.least(few.count);
    expect(tally.agreed).to.equal(tally.evaluations);
    expect(describeTally(tally)).to.contain(`${tally.evaluations} evaluations: ${tally.agreed} alike, 0 not`);
  });

  it('asks the same questions for the same seed, and others for another', async () => {
    const counts = async (seed: number): Promise<string> => describeTally(await compare({ ...few, seed }));
    expect(await counts(5)).to.equal(await counts(5));
    expect(await counts(5)).to.not.equal(await counts(6));
  });
}

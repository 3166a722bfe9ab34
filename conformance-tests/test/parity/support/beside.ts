import { expect } from 'chai';
import type { Comparison } from '#src/parity/comparison.js';
import { describeDisagreements, describeTally } from '#src/parity/report.js';
import type { Tally } from '#src/parity/tally.js';

/** What is asked of the questions of a comparison: too few of them could not show what it says. */
export interface Coverage {
  /** How often each thing that is counted has to hold, and not to. */
  readonly enough: number;
  /** What never holds, and why; default nothing. It is asked for all the same. */
  readonly never?: readonly string[];
}

/**
 * Runs a comparison at its standard, and says what has to come of it.
 *
 * @param more what else has to, by its title
 */
export function describeBeside<Question, Answer>(
  comparison: Comparison<Question, Answer>,
  { enough, never = [] }: Coverage,
  more: Readonly<Record<string, (tally: Tally<Question, Answer>) => void>> = {},
): void {
  const { title, standard, rules } = comparison;
  const { seed, count } = standard;
  describe(`${title}: ${count} random questions of seed ${seed} @parity @slow`, function () {
    this.timeout(Math.max(120_000, count * 10));
    let tally: Tally<Question, Answer>;

    before(async () => {
      tally = await comparison.compare(standard);
      console.log(describeTally(tally));
    });

    it('answers every question alike, but for the rules of the list', () => {
      expect(tally.evaluations).to.be.at.least(count);
      if (tally.disagreements.length > 0) expect.fail(describeDisagreements(comparison, seed, tally.disagreements));
    });

    it(`needs every rule of the list, ${rules.length} in all`, () => {
      expect([...tally.byRule.keys()]).to.deep.equal(rules.map(({ id }) => id));
      expect(tally.unused).to.deep.equal([]);
    });

    it(`sees everything that it counts hold and not hold at least ${enough} times`, () => {
      const rare = [...tally.truths].filter(([, { held, failed }]) => held < enough || failed < enough);
      expect(rare.map(([kind]) => kind)).to.have.members([...never]);
      for (const kind of never) {
        expect(tally.truths.get(kind), kind).to.include({ held: 0 });
        expect(tally.truths.get(kind)?.failed, kind).to.be.at.least(enough);
      }
    });

    for (const [what, check] of Object.entries(more)) it(what, () => check(tally));
  });
}

import { expect } from 'chai';
import { numberFrom } from '#src/parity/environment.js';
import { deliberateDifferences } from '#src/parity/split/deliberate/differences.js';
import { openOurs, openOursOverHttp } from '#src/parity/split/ours.js';
import { describeQuestion } from '#src/parity/split/question.js';
import { describeDisagreements, describeTally } from '#src/parity/report.js';
import { compare, type SplitTally } from '#src/parity/split/run.js';
import type { Openers } from '#src/parity/split/sides.js';
import { openVendor } from '#src/parity/split/vendor.js';

const STANDARD_COUNT = 20_000;
/** How often each matcher has to hold, and not to. */
const ENOUGH = 100;

const seed = numberFrom('PARITY_SEED', 20_260_114);
const count = numberFrom('PARITY_COUNT', STANDARD_COUNT);

/** The ways in which definitions reach our side; the vendor's SDK is always served by the emulator. */
const ways: Readonly<Record<string, Openers>> = {
  'in memory': { ours: openOurs, vendor: openVendor },
  'over HTTP': { ours: openOursOverHttp, vendor: openVendor },
};

const questions = `${count} random questions of seed ${seed}`;

for (const [way, openers] of Object.entries(ways)) {
  describe(`Split, ${way}, beside its vendor's SDK: ${questions} @parity @slow`, function () {
    this.timeout(Math.max(120_000, count * 20));
    let tally: SplitTally;

    before(async () => {
      tally = await compare({ seed, count, differences: deliberateDifferences, openers });
      console.log(describeTally(tally));
    });

    it('answers every question alike, but for the rules of the list', () => {
      expect(tally.evaluations).to.be.at.least(count);
      if (tally.disagreements.length > 0) {
        expect.fail(describeDisagreements(seed, tally.disagreements, describeQuestion));
      }
    });

    // What follows is about the questions: too few of them cannot show it.
    const whole = count >= STANDARD_COUNT ? it : it.skip;

    whole('needs every rule of the list', () => {
      expect(tally.unused).to.deep.equal([]);
    });

    whole(`sees every matcher hold and not hold at least ${ENOUGH} times`, () => {
      const rare = [...tally.truths].filter(([, { held, failed }]) => held < ENOUGH || failed < ENOUGH);
      // Servers hold no large segments (Split page §1.4): nobody is in one.
      expect(rare.map(([kind]) => kind)).to.deep.equal(['IN_LARGE_SEGMENT']);
      expect(tally.truths.get('IN_LARGE_SEGMENT')).to.deep.include({ held: 0 });
      expect(tally.truths.get('IN_LARGE_SEGMENT')?.failed).to.be.at.least(ENOUGH);
    });
  });
}

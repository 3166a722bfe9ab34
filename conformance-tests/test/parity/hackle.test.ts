import { expect } from 'chai';
import { numberFrom } from '#src/parity/environment.js';
import { deliberateDifferences } from '#src/parity/hackle/deliberate/differences.js';
import { describeQuestion } from '#src/parity/hackle/question.js';
import { compare, type HackleTally } from '#src/parity/hackle/run.js';
import { describeDisagreements, describeTally } from '#src/parity/report.js';

const STANDARD_COUNT = 20_000;
/** How often each kind of condition has to hold, and not to. */
const ENOUGH = 10;

const seed = numberFrom('PARITY_SEED', 20_260_114);
const count = numberFrom('PARITY_COUNT', STANDARD_COUNT);

/** What never holds on a server (Hackle page §5.1, §5.3): the operator has nothing to say about values of that type. */
const never = [
  'EVENT_PROPERTY',
  'COHORT',
  ...['NUMBER', 'BOOLEAN', 'VERSION'].flatMap((type) => [
    `CONTAINS ${type}`,
    `STARTS_WITH ${type}`,
    `ENDS_WITH ${type}`,
  ]),
  ...['GT', 'GTE', 'LT', 'LTE'].map((operator) => `${operator} BOOLEAN`),
];

describe(`Hackle beside its vendor's SDK: ${count} random questions of seed ${seed} @parity @slow`, function () {
  this.timeout(Math.max(120_000, count * 20));
  let tally: HackleTally;

  before(async () => {
    tally = await compare({ seed, count, differences: deliberateDifferences });
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

  whole(`sees every kind of condition hold and not hold at least ${ENOUGH} times`, () => {
    const rare = [...tally.truths].filter(([, { held, failed }]) => held < ENOUGH || failed < ENOUGH);
    expect(rare.map(([kind]) => kind)).to.have.members(never);
    for (const kind of never) expect(tally.truths.get(kind), kind).to.include({ held: 0 });
  });
});

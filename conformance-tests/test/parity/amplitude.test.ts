import { expect } from 'chai';
import { loadPatternEngine } from '@polyflag/core-engine';
import { numberFrom } from '#src/parity/environment.js';
import { deliberateDifferences } from '#src/parity/amplitude/deliberate/differences.js';
import { describeDisagreements, describeTally } from '#src/parity/amplitude/report.js';
import { compare, Sides } from '#src/parity/amplitude/run.js';
import type { Tally } from '#src/parity/amplitude/tally.js';

const STANDARD_COUNT = 24_000;
/** How often each operator has to hold, and not to. */
const ENOUGH = 10;

const seed = numberFrom('PARITY_SEED', 20_261_121);
const count = numberFrom('PARITY_COUNT', STANDARD_COUNT);

describe(`Amplitude beside its vendor's SDK: ${count} random questions of seed ${seed} @parity @slow`, function () {
  this.timeout(Math.max(120_000, count * 20));
  let tally: Tally;

  before(async () => {
    await loadPatternEngine();
    tally = compare({ seed, count, differences: deliberateDifferences });
    console.log(describeTally(tally));
  });

  it('answers every question alike, but for the rules of the list', () => {
    expect(tally.evaluations).to.be.at.least(count);
    if (tally.disagreements.length > 0) expect.fail(describeDisagreements(seed, tally.disagreements));
  });

  // What follows is about the questions: too few of them cannot show it.
  const whole = count >= STANDARD_COUNT ? it : it.skip;

  whole('needs every rule of the list', () => {
    expect(tally.unused).to.deep.equal([]);
  });

  whole(`sees every operator hold and not hold at least ${ENOUGH} times`, () => {
    const rare = [...tally.truths].filter(([, { held, failed }]) => held < ENOUGH || failed < ENOUGH);
    expect(rare).to.deep.equal([]);
  });

  whole('sees evaluations fail', () => {
    expect(tally.failed).to.be.at.least(ENOUGH);
  });
});

describe("a deliberate difference from Amplitude's SDK @parity", () => {
  before(() => loadPatternEngine());

  for (const difference of deliberateDifferences) {
    const { id, rule, answer, example } = difference;
    it(`${id}: ${answer} (${rule})`, () => {
      const { ours, vendor, rules } = new Sides(example.definitions, [difference]).judge(example.user);
      expect(ours).to.deep.equal(example.answer);
      expect(vendor).to.not.deep.equal(example.answer);
      expect(rules).to.deep.equal([id]);
      expect(new Sides(example.definitions, []).judge(example.user).rules).to.equal(undefined);
    });
  }
});

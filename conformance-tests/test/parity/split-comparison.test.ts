import { expect } from 'chai';
import type { FlagWire, MatcherWire } from '@polyflag/split-provider/internal';
import type { Definitions } from '#src/parity/split/definitions.js';
import type { DeliberateDifference } from '#src/parity/split/deliberate/difference.js';
import { deliberateDifferences } from '#src/parity/split/deliberate/differences.js';
import { openOurs } from '#src/parity/split/ours.js';
import { describeDisagreements, describeTally } from '#src/parity/split/report.js';
import { compare, type ParityOptions } from '#src/parity/split/run.js';
import type { Openers } from '#src/parity/split/sides.js';

// Our own client stands on both sides here: what is looked at is the comparison.
const alike: Openers = { ours: openOurs, vendor: openOurs };

const few: Omit<ParityOptions, 'differences'> = { seed: 3, count: 400, openers: alike };

/** Our client over definitions of which something is changed. */
function changed(change: (flag: FlagWire) => FlagWire): typeof openOurs {
  return (definitions: Definitions, config) => openOurs({ ...definitions, flags: definitions.flags.map(change) }, config);
}

function withMatchers(flag: FlagWire, change: (matcher: MatcherWire) => MatcherWire): FlagWire {
  const conditions = (flag.conditions ?? []).map((condition) => ({
    ...condition,
    matcherGroup: { ...condition.matcherGroup, matchers: condition.matcherGroup.matchers.map(change) },
  }));
  return { ...flag, conditions };
}

describe('the comparison with Split @parity', function () {
  this.timeout(30_000);

  it('finds nothing between two clients of one kind', async () => {
    const tally = await compare({ ...few, differences: [] });
    expect(tally.evaluations).to.be.at.least(few.count);
    expect(tally.agreed).to.equal(tally.evaluations);
    expect(describeTally(tally)).to.contain(`${tally.evaluations} evaluations: ${tally.agreed} alike, 0 not`);
  });

  const breaks: readonly [what: string, change: (flag: FlagWire) => FlagWire][] = [
    ['a negation', (flag) => withMatchers(flag, ({ negate, ...matcher }) => ({ ...matcher, negate: negate !== true }))],
    ['a seed', (flag) => ({ ...flag, seed: (flag.seed ?? 0) + 1 })],
    ['a traffic allocation', (flag) => ({ ...flag, trafficAllocation: 100 })],
    ['a prerequisite', ({ prerequisites: _, ...flag }) => flag],
    ['a configuration', ({ configurations: _, ...flag }) => flag],
    ['a default treatment', (flag) => ({ ...flag, defaultTreatment: 'elsewhere' })],
  ];
  for (const [what, change] of breaks) {
    it(`finds ${what} that is read differently`, async () => {
      const openers = { ours: changed(change), vendor: openOurs };
      const tally = await compare({ ...few, differences: [], openers });
      expect(tally.disagreements).to.not.be.empty;
      expect(tally.agreed + tally.disagreements.length).to.equal(tally.evaluations);
    });
  }

  it('shows seed, flag, user and both answers of the first five', async () => {
    const openers = { ours: changed((flag) => ({ ...flag, defaultTreatment: 'elsewhere' })), vendor: openOurs };
    const { disagreements } = await compare({ ...few, differences: [], openers });
    const text = describeDisagreements(3, disagreements);
    const [first] = disagreements;
    expect(disagreements.length).to.be.above(5);
    expect(text.split('seed 3, flag ')).to.have.length(6);
    expect(text).to.contain(JSON.stringify(first?.closure.flags[0]));
    expect(text).to.contain("ours: { treatment: 'elsewhere', config: null }");
    expect(text).to.contain("the SDK's: {");
    expect(text).to.contain('key ').and.contain('attributes ');
  });

  it('asks the same questions for the same seed, and others for another', async () => {
    const counts = async (seed: number): Promise<string> => describeTally(await compare({ ...few, seed, differences: [] }));
    expect(await counts(5)).to.equal(await counts(5));
    expect(await counts(5)).to.not.equal(await counts(6));
  });

  it('names a rule that no answer needed', async () => {
    const tally = await compare({ ...few, differences: deliberateDifferences });
    expect(tally.unused).to.deep.equal(deliberateDifferences.map(({ id }) => id));
  });

  it('excuses nothing that a rule does not explain', async () => {
    const [numbers] = deliberateDifferences;
    const everywhere: DeliberateDifference = { ...numbers!, concerns: () => true };
    const openers = { ours: changed((flag) => ({ ...flag, killed: true })), vendor: openOurs };
    const tally = await compare({ ...few, differences: [everywhere], openers });
    expect(tally.disagreements).to.not.be.empty;
    expect(tally.unused).to.deep.equal([everywhere.id]);
  });
});

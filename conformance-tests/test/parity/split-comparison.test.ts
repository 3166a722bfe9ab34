import { expect } from 'chai';
import type { ConditionWire, FlagWire, MatcherWire } from '@polyflag/split-provider/internal';
import type { Definitions } from '#src/parity/split/definitions.js';
import { overHttp } from '#src/parity/split/comparison.js';
import type { DeliberateDifference } from '#src/parity/split/deliberate/difference.js';
import { deliberateDifferences } from '#src/parity/split/deliberate/differences.js';
import { openOurs } from '#src/parity/split/ours.js';
import { describeDisagreements } from '#src/parity/report.js';
import { compare, type ParityOptions } from '#src/parity/split/run.js';
import type { Openers } from '#src/parity/split/sides.js';
import { findsThemAlike } from './support/alike.js';

// Our own client stands on both sides here: what is looked at is the comparison.
const alike: Openers = { ours: openOurs, vendor: openOurs };

const few: Omit<ParityOptions, 'differences'> = { seed: 3, count: 800, openers: alike };

type Change = (definitions: Definitions) => Definitions;

/** Our client over definitions of which something is changed. */
function reading(change: Change): typeof openOurs {
  return ({ definitions }, config) => openOurs({ definitions: change(definitions) }, config);
}

function flags(change: (flag: FlagWire) => FlagWire): Change {
  return (definitions) => ({ ...definitions, flags: definitions.flags.map(change) });
}

function conditions(change: (condition: ConditionWire) => ConditionWire): Change {
  return flags((flag) => ({ ...flag, conditions: (flag.conditions ?? []).map(change) }));
}

function matchers(change: (matcher: MatcherWire) => MatcherWire): Change {
  return conditions((condition) => ({
    ...condition,
    matcherGroup: { ...condition.matcherGroup, matchers: condition.matcherGroup.matchers.map(change) },
  }));
}

/** Rule-based segments that exclude nothing of one kind. */
function including(kind: 'keys' | 'standard' | 'rule-based'): Change {
  return (definitions) => ({
    ...definitions,
    ruleBasedSegments: definitions.ruleBasedSegments.map((segment) => ({
      ...segment,
      excluded: {
        keys: kind === 'keys' ? [] : (segment.excluded?.keys ?? null),
        segments: (segment.excluded?.segments ?? []).filter(({ type }) => type !== kind),
      },
    })),
  });
}

const elsewhere = flags((flag) => ({ ...flag, defaultTreatment: 'elsewhere' }));

describe('the comparison with Split @parity', function () {
  this.timeout(30_000);

  findsThemAlike(few, (run) => compare({ ...run, openers: alike, differences: [] }));

  it('shows seed, flag, user and both answers of the first five', async () => {
    const openers = { ours: reading(elsewhere), vendor: openOurs };
    const { disagreements } = await compare({ ...few, differences: [], openers });
    const text = describeDisagreements(overHttp, 3, disagreements);
    const [first] = disagreements;
    expect(disagreements.length).to.be.above(5);
    expect(text.split('seed 3, flag ')).to.have.length(6);
    expect(text).to.contain(JSON.stringify(first?.question.closure.flags[0]));
    expect(text).to.contain("ours: { treatment: 'elsewhere', config: null }");
    expect(text).to.contain("the SDK's: {");
    expect(text).to.contain('key ').and.contain('attributes ');
  });

  it('names a rule that no answer needed', async () => {
    const tally = await compare({ ...few, differences: deliberateDifferences });
    expect(tally.unused).to.deep.equal(deliberateDifferences.map(({ id }) => id));
  });

  it('excuses nothing that a rule does not explain', async () => {
    const [numbers] = deliberateDifferences;
    const everywhere: DeliberateDifference = { ...numbers!, concerns: () => true };
    const openers = { ours: reading(flags((flag) => ({ ...flag, killed: true }))), vendor: openOurs };
    const tally = await compare({ ...few, differences: [everywhere], openers });
    expect(tally.disagreements).to.not.be.empty;
    expect(tally.unused).to.deep.equal([everywhere.id]);
  });
});

describe('the comparison with Split finds one side misreading @parity @slow', function () {
  this.timeout(60_000);

  const misreadings: readonly [what: string, change: Change][] = [
    ['a killed flag', flags((flag) => ({ ...flag, killed: false }))],
    ['an archived flag', flags((flag) => ({ ...flag, status: 'ACTIVE' }))],
    ['a default treatment', elsewhere],
    ['a seed', flags((flag) => ({ ...flag, seed: (flag.seed ?? 0) + 1 }))],
    ['a traffic allocation', flags((flag) => ({ ...flag, trafficAllocation: 100 }))],
    ['the seed of a traffic allocation', flags((flag) => ({ ...flag, trafficAllocationSeed: 1 }))],
    ['a hash', flags((flag) => ({ ...flag, algo: 2 }))],
    ['a prerequisite', flags(({ prerequisites: _, ...flag }) => flag)],
    ['a configuration', flags(({ configurations: _, ...flag }) => flag)],
    ['the type of a condition', conditions((condition) => ({ ...condition, conditionType: 'WHITELIST' }))],
    [
      'partitions',
      conditions((condition) => ({ ...condition, partitions: (condition.partitions ?? []).toReversed() })),
    ],
    ['a negation', matchers((matcher) => ({ ...matcher, negate: matcher.negate !== true }))],
    ['a selected attribute', matchers((matcher) => ({ ...matcher, keySelector: null }))],
    ['a key of a segment', (definitions) => ({ ...definitions, segments: {} })],
    ['a rule-based segment', (definitions) => ({ ...definitions, ruleBasedSegments: [] })],
    ['an excluded key', including('keys')],
    ['an excluded segment', including('standard')],
    ['an excluded rule-based segment', including('rule-based')],
  ];
  for (const [what, change] of misreadings) {
    it(what, async () => {
      const openers = { ours: reading(change), vendor: openOurs };
      const tally = await compare({ seed: 3, count: 8_000, differences: [], openers });
      expect(tally.disagreements).to.not.be.empty;
      expect(tally.agreed + tally.disagreements.length).to.equal(tally.evaluations);
    });
  }
});

import type { ConditionWire, ExperimentWire, TargetWire } from '@polyflag/emulators';
import { expect } from 'chai';
import { hackle } from '#src/parity/hackle/comparison.js';
import type { DeliberateDifference } from '#src/parity/hackle/deliberate/difference.js';
import { deliberateDifferences } from '#src/parity/hackle/deliberate/differences.js';
import type { WholeWorkspace } from '#src/parity/hackle/make/workspace.js';
import { openOurs } from '#src/parity/hackle/ours.js';
import { compare, type ParityOptions } from '#src/parity/hackle/run.js';
import type { Openers } from '#src/parity/hackle/sides.js';
import { findsThemAlike } from './support/alike.js';
import { describeDisagreements } from '#src/parity/report.js';

// Our own client stands on both sides here: what is looked at is the comparison.
const alike: Openers = { ours: openOurs, vendor: openOurs };

const few: Omit<ParityOptions, 'differences'> = { seed: 3, count: 800, openers: alike };

type Change = (workspace: WholeWorkspace) => WholeWorkspace;

/** Our client over a workspace of which something is changed. */
function reading(served: Change): Openers {
  return { ...alike, served };
}

function experiments(change: (experiment: ExperimentWire) => ExperimentWire): Change {
  return (workspace) => ({
    ...workspace,
    experiments: workspace.experiments.map(change),
    featureFlags: workspace.featureFlags.map(change),
  });
}

function executions(change: (execution: NonNullable<ExperimentWire['execution']>) => object): Change {
  return experiments((experiment) => ({
    ...experiment,
    execution: { ...experiment.execution, ...change(experiment.execution ?? {}) },
  }));
}

function conditions(change: (condition: ConditionWire) => ConditionWire): Change {
  const target = (one: TargetWire): TargetWire => ({ conditions: one.conditions.map(change) });
  return (workspace) => ({
    ...executions(({ targetRules = [], targetAudiences = [] }) => ({
      targetRules: targetRules.map((rule) => ({ ...rule, target: target(rule.target) })),
      targetAudiences: targetAudiences.map(target),
    }))(workspace),
    segments: workspace.segments.map((segment) => ({ ...segment, targets: segment.targets.map(target) })),
  });
}

const elsewhere = executions(() => ({ defaultRule: { type: 'BUCKET', bucketId: 88_888 } }));

describe('the comparison with Hackle @parity', function () {
  this.timeout(60_000);

  findsThemAlike(few, (run) => compare({ ...run, openers: alike, differences: [] }));

  it('shows seed, question, workspace and both answers of the first five', async () => {
    const { disagreements } = await compare({ ...few, differences: [], openers: reading(elsewhere) });
    const text = describeDisagreements(hackle, 3, disagreements);
    const [first] = disagreements;
    expect(disagreements.length).to.be.above(5);
    expect(text.split('seed 3, { call: ')).to.have.length(6);
    expect(text).to.contain(JSON.stringify(first?.question.closure.experiments[0]));
    expect(text).to.contain("reason: 'EXCEPTION'");
    expect(text).to.contain("the SDK's: {").and.contain('user ');
  });

  it('names a rule that no answer needed', async () => {
    const tally = await compare({ ...few, differences: deliberateDifferences.slice(-1) });
    expect(tally.unused).to.deep.equal(deliberateDifferences.slice(-1).map(({ id }) => id));
  });

  it('excuses nothing that a rule does not explain', async () => {
    const [numbers] = deliberateDifferences;
    const everywhere: DeliberateDifference = { ...numbers!, concerns: () => true };
    const tally = await compare({ ...few, differences: [everywhere], openers: reading(elsewhere) });
    expect(tally.disagreements).to.not.be.empty;
  });
});

describe('the comparison with Hackle finds one side misreading @parity @slow', function () {
  this.timeout(120_000);

  const misreadings: readonly [what: string, change: Change][] = [
    ['a status', executions(() => ({ status: 'RUNNING' }))],
    ['an override', executions(() => ({ userOverrides: [] }))],
    ['an override by a segment', executions(() => ({ segmentOverrides: [] }))],
    ['an audience', executions(() => ({ targetAudiences: [] }))],
    ['a rule', executions(() => ({ targetRules: [] }))],
    ['an identifier type', experiments((experiment) => ({ ...experiment, identifierType: '$id' }))],
    ['a container', experiments((experiment) => ({ ...experiment, containerId: null }))],
    ['a winner', experiments((experiment) => ({ ...experiment, winnerVariationId: 1 }))],
    ['a version', experiments((experiment) => ({ ...experiment, version: 0 }))],
    [
      'a dropped variation',
      experiments((experiment) => ({
        ...experiment,
        variations: (experiment.variations ?? []).map((one) => ({ ...one, status: 'ACTIVE' as const })),
      })),
    ],
    [
      'parameters',
      (workspace) => ({
        ...workspace,
        parameterConfigurations: workspace.parameterConfigurations.map((one) => ({ ...one, parameters: [] })),
      }),
    ],
    [
      'a seed',
      (workspace) => ({ ...workspace, buckets: workspace.buckets.map((one) => ({ ...one, seed: one.seed ^ 1 })) }),
    ],
    [
      'a slot',
      (workspace) => ({
        ...workspace,
        buckets: workspace.buckets.map((one) => ({
          ...one,
          slots: one.slots.map((slot) => ({ ...slot, endExclusive: slot.endExclusive - 1 })),
        })),
      }),
    ],
    ['a negation', conditions(({ key, match }) => ({ key, match: { ...match, type: 'MATCH' } }))],
    ['a value type', conditions(({ key, match }) => ({ key, match: { ...match, valueType: 'STRING' } }))],
    [
      'what is at least',
      conditions(({ key, match }) => ({
        key,
        match: { ...match, operator: match.operator === 'GTE' ? 'GT' : match.operator },
      })),
    ],
    [
      'a parameter',
      (workspace) => ({
        ...workspace,
        remoteConfigParameters: workspace.remoteConfigParameters.map((one) => ({ ...one, targetRules: [] })),
      }),
    ],
  ];
  for (const [what, change] of misreadings) {
    it(what, async () => {
      const tally = await compare({ seed: 3, count: 2_000, differences: [], openers: reading(change) });
      expect(tally.disagreements).to.not.be.empty;
    });
  }
});

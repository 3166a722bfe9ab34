import type { ConditionWire, ExperimentWire } from '@polyflag/emulators';
import { NO_BUCKET } from '../make/parts.js';
import { flagExample, flagWith, property, workspaceWith } from './example.js';
import type { DeliberateDifference } from './difference.js';

const flag = flagWith();
const segment = { key: 'everybody', id: 1, targets: [{ conditions: [property('IN', 'STRING', ['a'])] }] };

/** The segment that a condition names is not there: whoever evaluates it ends in EXCEPTION, on both sides. */
const exception: ConditionWire = {
  key: { type: 'SEGMENT', name: 'SEGMENT' },
  match: { type: 'MATCH', operator: 'IN', valueType: 'STRING', values: ['no such segment'] },
};

const asked = flagExample(
  {
    ...flag,
    identifierType: '$deviceId',
    execution: {
      ...flag.execution,
      segmentOverrides: [
        {
          target: {
            conditions: [{ ...exception, match: { ...exception.match, values: ['everybody'] } }],
          },
          action: { type: 'BUCKET', bucketId: NO_BUCKET },
        },
      ],
    },
  },
  { id: 'ana', properties: { p: 'a' } },
  false,
  'EXCEPTION',
);

export const missingBuckets: DeliberateDifference = {
  id: 'missing buckets',
  rule: 'Hackle page §3.3: the bucket of an action is missing: throw; before the identifier is looked for',
  answer: 'an override by a bucket that is missing ends in EXCEPTION, also for those who lack the identifier',
  concerns: ({ closure }) => closure.experiments.some(lacksBucket),
  workspace: (workspace) => ({
    ...workspace,
    experiments: workspace.experiments.map(failing),
    featureFlags: workspace.featureFlags.map(failing),
  }),
  example: { ...asked, workspace: workspaceWith({ ...asked.workspace, segments: [segment] }) },
};

function lacksBucket({ execution = {} }: ExperimentWire): boolean {
  return (execution.segmentOverrides ?? []).some(
    ({ action }) => action.type === 'BUCKET' && action.bucketId === NO_BUCKET,
  );
}

function failing(experiment: ExperimentWire): ExperimentWire {
  const { execution = {} } = experiment;
  return {
    ...experiment,
    execution: {
      ...execution,
      segmentOverrides: (execution.segmentOverrides ?? []).map(({ target, action }) => ({
        target:
          action.type === 'BUCKET' && action.bucketId === NO_BUCKET
            ? { conditions: [...target.conditions, exception] }
            : target,
        action,
      })),
    },
  };
}

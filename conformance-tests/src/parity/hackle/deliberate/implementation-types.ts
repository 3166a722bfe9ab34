import type { ExperimentWire } from '@polyflag/emulators';
import { flagExample, flagWith } from './example.js';
import type { DeliberateDifference } from './difference.js';

export const implementationTypes: DeliberateDifference = {
  id: 'implementation types',
  rule: 'Hackle page §2.2, §11: `implementationType` is ignored',
  answer: 'an experiment counts whatever its implementation type is',
  concerns: ({ closure }) =>
    closure.experiments.some(({ implementationType = 'DEFAULT' }) => implementationType !== 'DEFAULT'),
  workspace: (workspace) => ({
    ...workspace,
    experiments: workspace.experiments.map(ordinary),
    featureFlags: workspace.featureFlags.map(ordinary),
  }),
  example: flagExample({ ...flagWith(), implementationType: 'LATER' }, 'ana', false),
};

function ordinary(experiment: ExperimentWire): ExperimentWire {
  return { ...experiment, implementationType: 'DEFAULT' };
}

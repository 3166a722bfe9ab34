import type { Answer } from '../answer.js';
import { flagWith, workspaceWith } from './example.js';
import type { DeliberateDifference } from './difference.js';

const flag = flagWith();

export const anyType: DeliberateDifference = {
  id: 'parameters of any type',
  rule: 'Hackle page §3.9: a default of null or undefined gives whatever is stored',
  answer: 'a parameter that is read with null as its default is given whatever its type is',
  concerns: ({ asked }) => asked.call !== 'remoteConfig' && asked.reads === 'any',
  remains: (answer: Answer) => ('gets' in answer ? { ...answer, gets: [] } : answer),
  example: {
    workspace: workspaceWith({
      featureFlags: [
        { ...flag, variations: (flag.variations ?? []).map((one) => ({ ...one, parameterConfigurationId: 7 })) },
      ],
      parameterConfigurations: [{ id: 7, parameters: [{ key: 'color', value: 'red' }] }],
    }),
    asked: { call: 'featureFlagDetail', key: 1, reads: 'any' },
    user: 'ana',
    answer: { decided: false, gets: ['red', null, null, null] },
  },
};

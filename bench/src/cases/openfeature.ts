import type { SetName } from '../definitions/sets.js';
import { conditions, fixed, rollout, type Measured } from '../definitions/measured.js';
import type { Behind } from '../contestants/openfeature.js';
import type { Case } from './case.js';

const providers: readonly Behind[] = [
  'polyflag',
  'frozen object',
  'frozen object, again',
  'settled promise',
  'no-op',
  'in-memory',
];

/** One flag through OpenFeature's `getBooleanValue`. */
function throughOpenFeature(set: SetName, { flag }: Measured, title: string): Case {
  return {
    name: `openfeature-${set}`,
    title: `through OpenFeature: ${title}`,
    unit: 'ns',
    sets: [set],
    plan: {
      kind: 'together',
      processes: 3,
      order: {
        job: 'openfeature',
        parameters: { contestants: providers, set, flag: flag.name, attributes: set === 'conditions' },
      },
    },
    figures: [
      {
        title: 'over a provider that returns one frozen object',
        formula: { ratio: ['polyflag'], over: ['frozen object'] },
        goal: { atMost: 1, beyondNoise: { of: 'frozen object', twin: 'frozen object, again' } },
      },
      {
        title: 'over a provider that returns one settled promise',
        formula: { ratio: ['polyflag'], over: ['settled promise'] },
      },
      { title: "over the SDK's no-op provider", formula: { ratio: ['polyflag'], over: ['no-op'] } },
      { title: "over the SDK's in-memory provider", formula: { ratio: ['polyflag'], over: ['in-memory'] } },
    ],
  };
}

export const openFeature: readonly Case[] = [
  throughOpenFeature('static', fixed, 'a static flag'),
  throughOpenFeature('rollout', rollout, 'a 50/50 rollout'),
  throughOpenFeature('conditions', conditions, 'five attribute conditions'),
];

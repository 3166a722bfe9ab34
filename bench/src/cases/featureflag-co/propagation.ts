import type { Case } from '../case.js';

/** How soon a change at the backend shows in answers. */
export const propagation: readonly Case[] = [
  {
    name: 'featureflag-co-propagation',
    title: 'from a change at the emulator of featureflag.co to the new answer',
    unit: 'ms',
    sets: {},
    plan: {
      kind: 'apart',
      rounds: 5,
      contestants: {
        median: { job: 'featureflag-co-propagation', parameters: { take: 'median' } },
        maximum: { job: 'featureflag-co-propagation', parameters: { take: 'maximum' } },
      },
      counts: 'result',
    },
    figures: [{ title: 'the slowest of all changes', formula: { value: 'maximum' }, goal: { atMost: 100 } }],
  },
];

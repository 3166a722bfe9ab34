import type { PropagationParameters } from '../../jobs/featureflag-co/propagation.js';
import type { Order } from '../../measure/process.js';
import type { Case } from '../case.js';

function propagation(who: PropagationParameters['who'], take: PropagationParameters['take']): Order {
  return { job: 'ffc-propagation', parameters: { who, take } };
}

export const ffcPropagation: readonly Case[] = [
  {
    name: 'ffc-propagation',
    title: 'featureflag.co: from a change at the emulator to the new answer, over the WebSocket',
    unit: 'ms',
    sets: {},
    plan: {
      kind: 'apart',
      rounds: 5,
      contestants: {
        'polyflag, median': propagation('polyflag', 'median'),
        'polyflag, maximum': propagation('polyflag', 'maximum'),
        'featbit sdk, median': propagation('featbit sdk', 'median'),
        'featbit sdk, maximum': propagation('featbit sdk', 'maximum'),
      },
      counts: 'result',
    },
    figures: [
      { title: 'the median of 200 changes', formula: { value: 'polyflag, median' } },
      { title: 'the slowest of 200 changes', formula: { value: 'polyflag, maximum' }, goal: { atMost: 100 } },
      {
        title: "FeatBit's SDK over ours, medians",
        formula: { ratio: ['featbit sdk, median'], over: ['polyflag, median'] },
      },
    ],
  },
];

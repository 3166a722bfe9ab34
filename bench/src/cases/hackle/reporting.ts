import type { Decision } from './decisions.js';
import { decisions } from './decisions.js';
import type { Case } from '../case.js';

function exposures({ name, set, title, question }: Decision): Case {
  return {
    name: `hackle-exposures-${name}`,
    title: `Hackle: ${title}, with its exposure`,
    unit: 'ns',
    sets: { hackle: [set] },
    plan: {
      kind: 'together',
      processes: 2,
      order: {
        job: 'hackle-reporting',
        parameters: {
          contestants: ['polyflag', 'polyflag, nothing reported', 'hackle sdk'],
          set,
          question: { ...question, method: 'variationDetail' },
        },
      },
    },
    figures: [
      { title: "Hackle's SDK over ours", formula: { ratio: ['hackle sdk'], over: ['polyflag'] } },
      {
        title: 'above an evaluation that nothing is reported of',
        formula: { value: 'polyflag', above: 'polyflag, nothing reported' },
      },
    ],
  };
}

export const hackleReporting: readonly Case[] = [exposures(decisions.allocation), exposures(decisions.targeting)];

import type { Behind } from '../contestants/openfeature.js';
import type { AskedByContext } from '../contestants/rooms.js';
import type { Goal } from '../measure/goals.js';
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
export function throughOpenFeature(name: string, title: string, asked: AskedByContext, goal?: Goal): Case {
  return {
    name,
    title: `through OpenFeature: ${title}`,
    unit: 'ns',
    sets: { [asked.vendor]: [asked.set] },
    plan: {
      kind: 'together',
      processes: 3,
      order: { job: 'openfeature', parameters: { ...asked, contestants: providers } },
    },
    figures: [
      {
        title: 'over a provider that returns one frozen object',
        formula: { ratio: ['polyflag'], over: ['frozen object'] },
        ...(goal === undefined ? {} : { goal }),
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

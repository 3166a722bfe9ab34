import type { Loader } from '../../jobs/split/load.js';
import type { Figure } from '../../measure/figures.js';
import type { Order } from '../../measure/process.js';
import type { Case } from '../case.js';

const loaders: readonly Loader[] = [
  'polyflag',
  'polyflag, every flag asked',
  'JSON.parse',
  'read and JSON.parse',
  'split sdk',
];

const figures: readonly Figure[] = [
  {
    title: 'file to ready, over JSON.parse of its text',
    formula: { ratio: ['polyflag'], over: ['JSON.parse'] },
    goal: { atMost: 1.5 },
  },
  { title: 'over reading the file and JSON.parse', formula: { ratio: ['polyflag'], over: ['read and JSON.parse'] } },
  {
    title: 'file to the first answer of every flag, over JSON.parse of its text',
    formula: { ratio: ['polyflag, every flag asked'], over: ['JSON.parse'] },
  },
  { title: "Split's SDK (over loopback) over ours", formula: { ratio: ['split sdk'], over: ['polyflag'] } },
];

function load(who: Loader): Order {
  return { job: 'split-load', parameters: { who } };
}

export const loading: readonly Case[] = [
  {
    name: 'load',
    title: 'loading 10,000 flags of five rules, in a fresh process',
    unit: 'ms',
    sets: { split: ['five-rules'] },
    plan: {
      kind: 'apart',
      rounds: 41,
      contestants: Object.fromEntries(loaders.map((who) => [who, load(who)])),
      counts: 'result',
    },
    figures,
  },
  {
    name: 'load-again',
    title: 'loading 10,000 flags of five rules, again in the same process',
    unit: 'ms',
    sets: { split: ['five-rules'] },
    plan: {
      kind: 'together',
      processes: 3,
      order: { job: 'split-reload', parameters: { contestants: loaders } },
      nodeFlags: ['--expose-gc'],
    },
    figures,
  },
  {
    name: 'change',
    title: 'changing one flag among 10,000',
    unit: 'ms',
    sets: {},
    plan: { kind: 'together', processes: 3, order: { job: 'split-change', parameters: {} } },
    figures: [
      { title: 'text to changed set', formula: { value: 'polyflag, change' }, goal: { atMost: 0.1 } },
      {
        title: 'text to first answer of the changed flag',
        formula: { value: 'polyflag, change and first answer' },
        goal: { atMost: 0.1 },
      },
    ],
  },
];

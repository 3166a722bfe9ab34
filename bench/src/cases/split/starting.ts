import { fixed } from '../../definitions/split/measured.js';
import type { Case } from '../case.js';

export const starting: readonly Case[] = [
  {
    name: 'cold-start',
    title: 'start of a process to its first answer from a file',
    unit: 'ms',
    sets: { split: ['static'] },
    plan: {
      kind: 'starts',
      contestants: {
        'bare node': { program: 'split/start/bare' },
        polyflag: { program: 'split/start/polyflag', file: 'split/static/splits.json', flag: fixed.flag.name },
        'split sdk': { program: 'split/start/split-sdk', file: 'split/static/splits.yaml', flag: fixed.flag.name },
      },
    },
    figures: [
      {
        title: "over Split's SDK in localhost mode, both above a bare Node process",
        formula: { ratio: ['polyflag'], over: ['split sdk'], above: 'bare node' },
        goal: { atMost: 0.25 },
      },
      { title: 'above a bare Node process', formula: { value: 'polyflag', above: 'bare node' } },
    ],
  },
];

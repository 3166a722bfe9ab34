import type { Case } from './case.js';

export const starting: readonly Case[] = [
  {
    name: 'cold-start',
    title: 'start of a process to its first answer from a file',
    unit: 'ms',
    sets: ['static'],
    plan: {
      kind: 'starts',
      contestants: {
        'bare node': { program: 'bare' },
        polyflag: { program: 'polyflag', file: 'splitFile' },
        'split sdk': { program: 'split-sdk', file: 'yamlFile' },
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

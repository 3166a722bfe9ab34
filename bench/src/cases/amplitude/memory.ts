import type { Decision } from './decisions.js';
import { decisions } from './decisions.js';
import type { Case } from '../case.js';
import { manyCalls } from '../decision.js';

/** All flags in turn. */
const keys = Object.values<Decision>(decisions).flatMap(({ question }) => question.keys);
const asked = { vendor: 'amplitude', set: 'measured', question: { method: 'decide', keys } } as const;

export const amplitudeMemory: readonly Case[] = [
  {
    name: 'amplitude-scavenges',
    title: 'Amplitude: scavenges in 5,000,000 decisions',
    unit: 'scavenges',
    sets: { amplitude: ['measured'] },
    plan: {
      kind: 'apart',
      rounds: 3,
      contestants: { polyflag: manyCalls(asked, true), 'polyflag, first calls alone': manyCalls(asked, false) },
      nodeFlags: ['--trace-gc'],
      counts: 'scavenges',
    },
    figures: [
      {
        title: 'beyond those of the first 500,000',
        formula: { value: 'polyflag', above: 'polyflag, first calls alone' },
        goal: { atMost: 0 },
      },
    ],
  },
];

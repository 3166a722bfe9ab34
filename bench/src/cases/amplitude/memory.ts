import type { Decision } from './decisions.js';
import { decisions } from './decisions.js';
import type { Order } from '../../measure/process.js';
import type { Case } from '../case.js';

/** All flags in turn. */
function calls(measured: boolean): Order {
  const keys = Object.values<Decision>(decisions).flatMap(({ question }) => question.keys);
  const contestants = [{ name: 'polyflag', who: 'polyflag', set: 'measured' } as const];
  const question = { method: 'decide', keys } as const;
  return { job: 'many-calls', parameters: { vendor: 'amplitude', contestants, question, measured } };
}

export const amplitudeMemory: readonly Case[] = [
  {
    name: 'amplitude-scavenges',
    title: 'Amplitude: scavenges in 5,000,000 decisions',
    unit: 'scavenges',
    sets: { amplitude: ['measured'] },
    plan: {
      kind: 'apart',
      rounds: 3,
      contestants: { polyflag: calls(true), 'polyflag, first calls alone': calls(false) },
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

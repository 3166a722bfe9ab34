import type { Decision } from './decisions.js';
import { decisions } from './decisions.js';
import type { FfcQuestion } from '../../contestants/featureflag-co/room.js';
import type { Order } from '../../measure/process.js';
import type { Case } from '../case.js';

/** All flags in turn, and each method. */
const all = Object.values<Decision>(decisions).map(({ set }) => set);
const asked = Object.fromEntries(
  (['variationDetail', 'variation'] as const).map((method): [string, FfcQuestion] => [
    method,
    { method, keys: [...new Set(all)] },
  ]),
);

function calls(question: FfcQuestion, measured: boolean): Order {
  const contestants = [{ name: 'polyflag', who: 'polyflag', set: 'measured' } as const];
  return { job: 'many-calls', parameters: { vendor: 'featureflag-co', contestants, question, measured } };
}

export const ffcMemory: readonly Case[] = [
  {
    name: 'ffc-scavenges',
    title: 'featureflag.co: scavenges in 5,000,000 calls',
    unit: 'scavenges',
    sets: { 'featureflag-co': ['measured'] },
    plan: {
      kind: 'apart',
      rounds: 3,
      contestants: Object.fromEntries(
        Object.entries(asked).flatMap(([name, question]) => [
          [name, calls(question, true)],
          [`${name}, first calls alone`, calls(question, false)],
        ]),
      ),
      nodeFlags: ['--trace-gc'],
      counts: 'scavenges',
    },
    figures: Object.keys(asked).map((name) => ({
      title: `${name}, beyond those of the first 500,000`,
      formula: { value: name, above: `${name}, first calls alone` },
      goal: { atMost: 0 },
    })),
  },
];

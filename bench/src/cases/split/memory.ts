import type { SplitWho } from '../../contestants/split/room.js';
import { inSegment, withoutSegment } from '../../definitions/split/measured.js';
import type { HeapParameters } from '../../jobs/split/heap.js';
import type { Order } from '../../measure/process.js';
import type { Case } from '../case.js';

function heap(
  title: string,
  name: string,
  set: HeapParameters['set'],
  contestants: readonly HeapParameters['who'][],
): Omit<Case, 'figures'> {
  return {
    name,
    title,
    unit: 'MiB',
    sets: { split: ['static', set] },
    plan: {
      kind: 'apart',
      rounds: 3,
      contestants: Object.fromEntries(
        contestants.map((who): [string, Order] => [who, { job: 'split-heap', parameters: { who, set } }]),
      ),
      nodeFlags: ['--expose-gc'],
      counts: 'result',
    },
  };
}

function scavenges(who: SplitWho, measured: boolean): Order {
  const flags = [...withoutSegment, inSegment].map(({ flag }) => flag.name);
  return {
    job: 'many-calls',
    parameters: {
      vendor: 'split',
      contestants: [{ name: who, who, set: 'measured' }],
      question: { flags, attributes: true },
      measured,
    },
  };
}

export const memory: readonly Case[] = [
  {
    ...heap('heap of 10,000 flags of five rules', 'heap-flags', 'five-rules', [
      'polyflag',
      'polyflag, every flag asked',
      'split sdk',
      'parsed json',
    ]),
    figures: [
      {
        title: "over Split's SDK, after load",
        formula: { ratio: ['polyflag'], over: ['split sdk'] },
        goal: { below: 1 },
      },
      {
        title: "over Split's SDK, when every flag was asked once",
        formula: { ratio: ['polyflag, every flag asked'], over: ['split sdk'] },
      },
      { title: 'over the parsed JSON', formula: { ratio: ['polyflag'], over: ['parsed json'] } },
    ],
  },
  {
    ...heap('heap of a segment of 1,000,000 keys', 'heap-segment', 'large-segment', ['polyflag', 'split sdk', 'set']),
    figures: [
      {
        title: 'over a JavaScript Set of the same texts',
        formula: { ratio: ['polyflag'], over: ['set'] },
        goal: { atMost: 1.05 },
      },
      { title: "over Split's SDK", formula: { ratio: ['polyflag'], over: ['split sdk'] } },
    ],
  },
  {
    name: 'scavenges',
    title: 'scavenges in 5,000,000 calls',
    unit: 'scavenges',
    sets: { split: ['measured'] },
    plan: {
      kind: 'apart',
      rounds: 3,
      contestants: {
        polyflag: scavenges('polyflag', true),
        'polyflag, first calls alone': scavenges('polyflag', false),
        'split sdk, nothing recorded': scavenges('split sdk, nothing recorded', true),
        'split sdk, nothing recorded, first calls alone': scavenges('split sdk, nothing recorded', false),
      },
      nodeFlags: ['--trace-gc'],
      counts: 'scavenges',
    },
    figures: [
      {
        title: 'beyond those of the first 500,000',
        formula: { value: 'polyflag', above: 'polyflag, first calls alone' },
        goal: { atMost: 0 },
      },
      {
        title: "Split's SDK, nothing recorded",
        formula: { value: 'split sdk, nothing recorded', above: 'split sdk, nothing recorded, first calls alone' },
      },
    ],
  },
];

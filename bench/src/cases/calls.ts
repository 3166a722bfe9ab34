import type { Contestant, Who } from '../contestants/contestants.js';
import type { SetName } from '../definitions/sets.js';
import { conditions, conditionsAlike, fixed, inSegment, rollout, type Measured } from '../definitions/measured.js';
import type { CallsParameters } from '../jobs/calls.js';
import type { Figure } from '../measure/figures.js';
import type { Case } from './case.js';

const everybody: readonly Who[] = ['polyflag', 'by hand', 'split sdk', 'split sdk, nothing recorded'];

/** One flag, asked directly. */
function oneFlag(
  set: SetName,
  { flag }: Measured,
  title: string,
  overByHand: number | undefined,
  { attributes = false, afterVaried = false }: { attributes?: boolean; afterVaried?: boolean } = {},
): Case {
  const contestants = everybody.map((who): Contestant => ({ name: who, who, set }));
  const parameters: CallsParameters = { flags: [flag.name], attributes, contestants, afterVaried };
  return {
    name: set,
    title,
    unit: 'ns',
    sets: [set],
    plan: { kind: 'together', processes: 3, order: { job: 'calls', parameters } },
    figures: figures(overByHand),
  };
}

function figures(overByHand: number | undefined): Figure[] {
  return [
    {
      title: 'over the closure by hand',
      formula: { ratio: ['polyflag'], over: ['by hand'] },
      ...(overByHand === undefined ? {} : { goal: { atMost: overByHand } }),
    },
    { title: "Split's SDK over ours", formula: { ratio: ['split sdk'], over: ['polyflag'] }, goal: { atLeast: 50 } },
    {
      title: "Split's SDK, nothing recorded, over ours",
      formula: { ratio: ['split sdk, nothing recorded'], over: ['polyflag'] },
      goal: { atLeast: 50 },
    },
  ];
}

export const calls: readonly Case[] = [
  oneFlag('static', fixed, 'a static flag', 3),
  oneFlag('rollout', rollout, 'a 50/50 rollout', 2),
  oneFlag('conditions', conditions, 'five attribute conditions', 3, { attributes: true }),
  oneFlag('conditions-alike', conditionsAlike, 'five attribute conditions with one operator', 3, { attributes: true }),
  {
    ...oneFlag('varied', conditions, 'five attribute conditions, after 600 other flags', 5, {
      attributes: true,
      afterVaried: true,
    }),
    name: 'conditions-after-600',
  },
  oneFlag('segment', inSegment, 'a segment of 100,000 keys', undefined),
];

import type { Asked, Contestant } from '../../contestants/rooms.js';
import type { SplitWho } from '../../contestants/split/room.js';
import { VARIED_IN_TURN, type SplitSet } from '../../definitions/split/sets.js';
import {
  conditions,
  conditionsAlike,
  fixed,
  inSegment,
  rollout,
  type Measured,
} from '../../definitions/split/measured.js';
import type { Figure } from '../../measure/figures.js';
import type { Case } from '../case.js';

const everybody: readonly SplitWho[] = ['polyflag', 'by hand', 'split sdk', 'split sdk, nothing recorded'];

/** One flag, asked directly. */
function oneFlag(
  set: SplitSet,
  { flag }: Measured,
  title: string,
  overByHand: number | undefined,
  { attributes = false, afterVaried = false }: { attributes?: boolean; afterVaried?: boolean } = {},
): Case {
  const contestants = everybody.map((who): Contestant<SplitWho, SplitSet> => ({ name: who, who, set }));
  const parameters: Asked = {
    vendor: 'split',
    contestants,
    question: { flags: [flag.name], attributes },
    ...(afterVaried ? { before: { flags: VARIED_IN_TURN, attributes } } : {}),
  };
  return {
    name: set,
    title,
    unit: 'ns',
    sets: { split: [set] },
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

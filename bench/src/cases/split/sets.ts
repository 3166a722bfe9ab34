import type { Contestant } from '../../contestants/rooms.js';
import type { SplitWho } from '../../contestants/split/room.js';
import { fixed } from '../../definitions/split/measured.js';
import { ALL_IN_TURN, type SplitSet } from '../../definitions/split/sets.js';
import type { Case } from '../case.js';

const sizes: readonly (readonly [SplitSet, string])[] = [
  ['static', '1'],
  ['hundred', '100'],
  ['many', '10,000'],
];

function inEachSize(who: SplitWho): Contestant<SplitWho, SplitSet>[] {
  return sizes.map(([set, size]) => ({ name: `${who} in ${size}`, who, set }));
}

function inTurn(who: SplitWho): Contestant<SplitWho, SplitSet> {
  return { name: who, who, set: 'five-rules' };
}

export const sets: readonly Case[] = [
  {
    name: 'set-size',
    title: 'the same flag in a set of 1, 100 and 10,000',
    unit: 'ns',
    sets: { split: ['static', 'hundred', 'many'] },
    plan: {
      kind: 'together',
      processes: 5,
      order: {
        job: 'calls',
        parameters: {
          vendor: 'split',
          question: { flags: [fixed.flag.name], attributes: false },
          contestants: [
            ...inEachSize('polyflag'),
            ...inEachSize('by hand'),
            ...inEachSize('split sdk, nothing recorded'),
          ],
        },
      },
    },
    figures: [
      {
        title: '10,000 against 1, over the growth of the closures',
        formula: { ratio: ['polyflag in 10,000', 'by hand in 1'], over: ['polyflag in 1', 'by hand in 10,000'] },
        goal: { atMost: 1.2 },
      },
      {
        title: '100 against 1, over the growth of the closures',
        formula: { ratio: ['polyflag in 100', 'by hand in 1'], over: ['polyflag in 1', 'by hand in 100'] },
        goal: { atMost: 1.2 },
      },
    ],
  },
  {
    name: 'all-in-turn',
    title: 'all 10,000 flags of five rules in turn',
    unit: 'ns',
    sets: { split: ['five-rules'] },
    plan: {
      kind: 'together',
      processes: 5,
      order: {
        job: 'calls',
        parameters: {
          vendor: 'split',
          question: { flags: ALL_IN_TURN, attributes: true },
          contestants: [inTurn('polyflag'), inTurn('by hand'), inTurn('split sdk, nothing recorded')],
        },
      },
    },
    figures: [
      {
        title: 'over the closures by hand',
        formula: { ratio: ['polyflag'], over: ['by hand'] },
        goal: { atMost: 3 },
      },
      {
        title: "Split's SDK, nothing recorded, over ours",
        formula: { ratio: ['split sdk, nothing recorded'], over: ['polyflag'] },
      },
    ],
  },
];

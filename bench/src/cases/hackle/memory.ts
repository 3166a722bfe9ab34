import type { HackleQuestion } from '../../contestants/hackle/room.js';
import type { HackleSet } from '../../definitions/hackle/sets.js';
import type { Order } from '../../measure/process.js';
import type { Case } from '../case.js';
import { decisions } from './decisions.js';

interface Asked {
  readonly set: HackleSet;
  readonly question: HackleQuestion;
}

/** The question that has an object made for it, and is not held to making none. */
const withObject = 'remoteConfig(…).get';

/** Every kind of decision, by who asks for it. */
const asked: Readonly<Record<string, Asked>> = {
  'variationDetail of an id': {
    set: 'by-id',
    question: { method: 'variationDetail', users: 'ids', keys: [1, 3, 4] },
  },
  'variationDetail of an object': decisions.targeting,
  featureFlagDetail: decisions.featureFlag,
  'get of a remoteConfig': decisions.getOfRemoteConfig,
  [withObject]: decisions.remoteConfig,
};

function calls({ set, question }: Asked, measured: boolean): Order {
  const contestants = [{ name: 'polyflag', who: 'polyflag', set } as const];
  return { job: 'many-calls', parameters: { vendor: 'hackle', contestants, question, measured } };
}

export const hackleMemory: readonly Case[] = [
  {
    name: 'hackle-scavenges',
    title: 'Hackle: scavenges in 5,000,000 calls',
    unit: 'scavenges',
    sets: { hackle: ['by-id', 'targeting', 'feature-flag', 'remote-config'] },
    plan: {
      kind: 'apart',
      rounds: 3,
      contestants: Object.fromEntries(
        Object.entries(asked).flatMap(([name, one]) => [
          [name, calls(one, true)],
          [`${name}, first calls alone`, calls(one, false)],
        ]),
      ),
      nodeFlags: ['--trace-gc'],
      counts: 'scavenges',
    },
    figures: Object.keys(asked).map((name) => ({
      title: `${name}, beyond those of the first 500,000`,
      formula: { value: name, above: `${name}, first calls alone` },
      // What `remoteConfig` gives is an object of its own; the decision is its `get`.
      ...(name === withObject ? {} : { goal: { atMost: 0 } }),
    })),
  },
];

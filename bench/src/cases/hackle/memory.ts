import type { HackleQuestion } from '../../contestants/hackle/room.js';
import type { HackleSet } from '../../definitions/hackle/sets.js';
import type { Case } from '../case.js';
import { scavenges } from '../scavenges.js';
import { decisions } from './decisions.js';

interface Asked {
  readonly set: HackleSet;
  readonly question: HackleQuestion;
}

/** The question that has an object made for it. */
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

export const hackleMemory: readonly Case[] = [
  scavenges(
    'hackle-scavenges',
    'Hackle: scavenges in 5,000,000 calls',
    { hackle: ['by-id', 'targeting', 'feature-flag', 'remote-config'] },
    Object.fromEntries(
      Object.entries(asked).map(([name, { set, question }]) => [name, { vendor: 'hackle', set, question }]),
    ),
    // What `remoteConfig` gives is an object of its own; the decision is its `get`.
    withObject,
  ),
];

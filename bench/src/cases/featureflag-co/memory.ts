import type { FfcQuestion } from '../../contestants/featureflag-co/room.js';
import type { AskedByContext } from '../../contestants/rooms.js';
import type { Case } from '../case.js';
import { scavenges } from '../scavenges.js';
import { decisions, type Decision } from './decisions.js';

/** All flags in turn, and each method. */
const keys = [...new Set(Object.values<Decision>(decisions).map(({ set }) => set))];
const asking = (method: FfcQuestion['method']): AskedByContext => ({
  vendor: 'featureflag-co',
  set: 'measured',
  question: { method, keys },
});

export const ffcMemory: readonly Case[] = [
  scavenges(
    'ffc-scavenges',
    'featureflag.co: scavenges in 5,000,000 calls',
    { 'featureflag-co': ['measured'] },
    { variationDetail: asking('variationDetail'), variation: asking('variation') },
  ),
];

import type { Case } from '../case.js';
import { throughOpenFeature } from '../openfeature.js';
import { amplitudeDecisions, decisions } from './decisions.js';
import { amplitudeMemory } from './memory.js';
import { amplitudeRemote } from './remote.js';

const { set, question, title } = decisions.conditions;

/** What is measured of Amplitude. */
export const amplitudeCases: readonly Case[] = [
  ...amplitudeDecisions,
  throughOpenFeature('amplitude-openfeature', `Amplitude: ${title}`, { vendor: 'amplitude', set, question }),
  ...amplitudeMemory,
  ...amplitudeRemote,
];

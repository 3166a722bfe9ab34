import type { Case } from '../case.js';
import { throughOpenFeature } from '../openfeature.js';
import { decisions, hackleDecisions } from './decisions.js';
import { hackleMemory } from './memory.js';
import { hackleReporting } from './reporting.js';

const { set, question, title } = decisions.featureFlag;

/** What is measured of Hackle. */
export const hackleCases: readonly Case[] = [
  ...hackleDecisions,
  throughOpenFeature('hackle-openfeature', `Hackle: ${title}`, { vendor: 'hackle', set, question }),
  ...hackleMemory,
  ...hackleReporting,
];

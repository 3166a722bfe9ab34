import type { Case } from '../case.js';
import { throughOpenFeature } from '../openfeature.js';
import { decisions, ffcDecisions } from './decisions.js';
import { ffcMemory } from './memory.js';
import { ffcPropagation } from './propagation.js';

const { set, question, title } = decisions.conditions;

/** What is measured of featureflag.co. */
export const ffcCases: readonly Case[] = [
  ...ffcDecisions,
  throughOpenFeature('ffc-openfeature', `featureflag.co: ${title}`, { vendor: 'featureflag-co', set, question }),
  ...ffcMemory,
  ...ffcPropagation,
];

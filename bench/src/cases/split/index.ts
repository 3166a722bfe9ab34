import type { Case } from '../case.js';
import { calls } from './calls.js';
import { loading } from './loading.js';
import { memory } from './memory.js';
import { openFeature } from './openfeature.js';
import { reporting } from './reporting.js';
import { sets } from './sets.js';
import { starting } from './starting.js';

/** What is measured of Split. */
export const splitCases: readonly Case[] = [
  ...calls,
  ...sets,
  ...openFeature,
  ...loading,
  ...memory,
  ...starting,
  ...reporting,
];

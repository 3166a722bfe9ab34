import { calls } from './calls.js';
import type { Case } from './case.js';
import { loading } from './loading.js';
import { memory } from './memory.js';
import { openFeature } from './openfeature.js';
import { reporting } from './reporting.js';
import { sets } from './sets.js';
import { starting } from './starting.js';

/** Everything that is measured, in the order of the report. */
export const cases: readonly Case[] = [
  ...calls,
  ...sets,
  ...openFeature,
  ...loading,
  ...memory,
  ...starting,
  ...reporting,
];

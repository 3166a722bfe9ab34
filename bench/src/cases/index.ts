import { amplitudeCases } from './amplitude/index.js';
import type { Case } from './case.js';
import { ffcCases } from './featureflag-co/index.js';
import { hackleCases } from './hackle/index.js';
import { splitCases } from './split/index.js';

/** Everything that is measured, in the order of the report. */
export const cases: readonly Case[] = [...splitCases, ...hackleCases, ...ffcCases, ...amplitudeCases];

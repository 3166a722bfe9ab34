import type { Case } from './case.js';
import { featureFlagCoCases } from './featureflag-co/index.js';
import { hackleCases } from './hackle/index.js';
import { splitCases } from './split/index.js';

/** Everything that is measured, in the order of the report. */
export const cases: readonly Case[] = [...splitCases, ...hackleCases, ...featureFlagCoCases];

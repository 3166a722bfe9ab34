import type { Case } from '../case.js';
import { propagation } from './propagation.js';

/** What is measured of featureflag.co. */
export const featureFlagCoCases: readonly Case[] = [...propagation];

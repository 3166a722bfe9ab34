import type { DeliberateDifference } from './difference.js';
import { inheritedNames } from './inherited-names.js';
import { refusedExpressions } from './refused-expressions.js';

/** Every deliberate difference from the vendor's SDK. */
export const deliberateDifferences: readonly DeliberateDifference[] = [inheritedNames, refusedExpressions];

import type { DeliberateDifference } from './difference.js';
import { controlConfiguration } from './control-configuration.js';
import { legacyHash } from './legacy-hash.js';
import { malformed } from './malformed.js';
import { numbers } from './numbers.js';
import { refused } from './refused-expressions.js';
import { sets } from './sets.js';
import { shares } from './shares.js';
import { texts } from './texts.js';
import { versions } from './versions.js';

/** Every deliberate difference from Split's SDK for Node.js. */
export const deliberateDifferences: readonly DeliberateDifference[] = [
  texts,
  numbers,
  sets,
  versions,
  legacyHash,
  shares,
  malformed,
  refused,
  controlConfiguration,
];

import { anyType } from './any-type.js';
import { blankIdentifiers } from './blank-identifiers.js';
import type { DeliberateDifference } from './difference.js';
import { emptyTargets } from './empty-targets.js';
import { hackleProperties } from './hackle-properties.js';
import { implementationTypes } from './implementation-types.js';
import { inheritedProperties } from './inherited-names.js';
import { keys } from './keys.js';
import { letterCase } from './letter-case.js';
import { missingBuckets } from './missing-buckets.js';
import { numberIdentifiers } from './number-identifiers.js';
import { numbers } from './numbers.js';
import { sanitising } from './sanitising.js';
import { sessionId } from './session-id.js';
import { unknownConfigurations } from './unknown-configurations.js';
import { unknownVariations } from './unknown-variations.js';
import { valueTypes } from './value-types.js';
import { versions } from './versions.js';

/**
 * Every deliberate difference from Hackle's SDK for Node.js, in the order in which they put a question otherwise: what
 * leaves conditions out before what counts those that are left, what makes properties before what looks at them.
 */
export const deliberateDifferences: readonly DeliberateDifference[] = [
  numberIdentifiers,
  blankIdentifiers,
  sessionId,
  sanitising,
  hackleProperties,
  inheritedProperties,
  letterCase,
  valueTypes,
  emptyTargets,
  numbers,
  versions,
  unknownVariations,
  missingBuckets,
  unknownConfigurations,
  implementationTypes,
  keys,
  anyType,
];

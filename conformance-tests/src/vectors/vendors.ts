import type { ReadVectors } from './case.js';

/** The vendors whose vector files can be run; each brings its own format, loaded when it is asked for. */
export const vendors: ReadonlyMap<string, () => Promise<ReadVectors>> = new Map([
  ['amplitude', async () => (await import('./amplitude/read.js')).readAmplitudeVectors],
  ['featureflag-co', async () => (await import('./featureflag-co/read.js')).readFeatureFlagCoVectors],
  ['hackle', async () => (await import('./hackle/read.js')).readHackleVectors],
  ['split', async () => (await import('./split/read.js')).readSplitVectors],
]);

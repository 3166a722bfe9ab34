import type { Comparison } from './comparison.js';

/** What can be compared, by name; loaded when it is asked for, as each brings a vendor's SDK along. */
export const comparisons: ReadonlyMap<string, () => Promise<Comparison>> = new Map<string, () => Promise<Comparison>>([
  ['split', async () => (await import('./split/comparison.js')).overHttp],
  ['hackle', async () => (await import('./hackle/comparison.js')).hackle],
  ['amplitude', async () => (await import('./amplitude/comparison.js')).amplitude],
  ['amplitude-remote', async () => (await import('./amplitude-remote/comparison.js')).amplitudeRemote],
  ['featureflag-co', async () => (await import('./featureflag-co/comparison.js')).featureFlagCo],
]);

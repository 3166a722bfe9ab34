import type { Surroundings } from '../measure/surroundings.js';

type Job = (parameters: never, surroundings: Surroundings) => Promise<unknown>;

/** Everything that a process of its own can be asked to do, loaded when it is: a process has the code of its job only. */
export const jobs = {
  calls: async () => (await import('./calls.js')).measureCalls,
  'calls-alone': async () => (await import('./calls.js')).measureOne,
  'many-calls': async () => (await import('./many-calls.js')).makeCalls,
  openfeature: async () => (await import('./openfeature.js')).measureOpenFeature,
  'split-load': async () => (await import('./split/load.js')).timeLoad,
  'split-reload': async () => (await import('./split/reload.js')).measureReload,
  'split-change': async () => (await import('./split/change.js')).measureChange,
  'split-heap': async () => (await import('./split/heap.js')).weighHeap,
  'split-heap-of-reports': async () => (await import('./split/heap-of-reports.js')).weighReports,
  'split-reporting': async () => (await import('./split/reporting.js')).measureReporting,
  'split-track': async () => (await import('./split/track.js')).measureTrack,
  'split-propagation': async () => (await import('./split/propagation.js')).measurePropagation,
  'hackle-reporting': async () => (await import('./hackle/reporting.js')).measureReporting,
  'ffc-propagation': async () => (await import('./featureflag-co/propagation.js')).measurePropagation,
  'amplitude-remote': async () => (await import('./amplitude/remote.js')).measureRemote,
} satisfies Record<string, () => Promise<Job>>;

export type JobName = keyof typeof jobs;

export type JobParameters<N extends JobName> = Parameters<Awaited<ReturnType<(typeof jobs)[N]>>>[0];

import type { Surroundings } from '../measure/surroundings.js';
import { measureCalls } from './calls.js';
import { measureChange } from './change.js';
import { measureFfcPropagation } from './ffc-propagation.js';
import { weighHeap } from './heap.js';
import { weighReports } from './heap-of-reports.js';
import { timeLoad } from './load.js';
import { makeCalls } from './many-calls.js';
import { measureOpenFeature } from './openfeature.js';
import { measurePropagation } from './propagation.js';
import { measureReload } from './reload.js';
import { measureReporting } from './reporting.js';
import { measureTrack } from './track.js';

type Job = (parameters: never, surroundings: Surroundings) => Promise<unknown>;

/** Everything that a process of its own can be asked to do. */
export const jobs = {
  calls: measureCalls,
  openfeature: measureOpenFeature,
  load: timeLoad,
  reload: measureReload,
  change: measureChange,
  heap: weighHeap,
  'many-calls': makeCalls,
  reporting: measureReporting,
  track: measureTrack,
  propagation: measurePropagation,
  'ffc-propagation': measureFfcPropagation,
  'heap-of-reports': weighReports,
} satisfies Record<string, Job>;

export type JobName = keyof typeof jobs;

export type JobParameters<N extends JobName> = Parameters<(typeof jobs)[N]>[0];

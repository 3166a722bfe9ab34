import type { ConformanceCase } from '../case.js';
import { closeCases } from './close.js';
import { disabledCases } from './disa-code.js';
import { errCases } from './err.js';
import { evtCases } from './evt.js';
import { hookCases } from './hook.js';
import { initCases } from './init.js';
import { metaCases } from './meta.js';
import { missCases } from './miss.js';
import { multCases } from './mult.js';
import { ofrCases } from './ofr.js';
import { packCases } from './pack.js';
import { resCases } from './res.js';
import { manyCases } from './split-cache-conc.js';
import { targCases } from './targ.js';
import { telCases } from './tel.js';
import { trkCases } from './trk.js';
import { typeCases } from './type.js';

/** A part of the catalogue. */
export interface Section {
  readonly title: string;
  readonly cases: readonly ConformanceCase[];
}

/** The catalogue in its order. */
export const sections: readonly Section[] = [
  { title: 'Shape and metadata', cases: metaCases },
  { title: 'Resolution', cases: resCases },
  { title: 'Types', cases: typeCases },
  { title: 'Absence', cases: missCases },
  { title: 'Switched off, and without a default', cases: disabledCases },
  { title: 'Context and targeting', cases: targCases },
  { title: 'Splits, caches, many at once', cases: manyCases },
  { title: 'Errors', cases: errCases },
  { title: 'Start', cases: initCases },
  { title: 'End', cases: closeCases },
  { title: 'Events', cases: evtCases },
  { title: 'Hooks', cases: hookCases },
  { title: 'Tracking', cases: trkCases },
  { title: 'Telemetry', cases: telCases },
  { title: 'Composition', cases: multCases },
  { title: 'Packaging', cases: packCases },
  { title: 'Remote evaluation', cases: ofrCases },
];

/** Every case. */
export const allCases: readonly ConformanceCase[] = sections.flatMap(({ cases }) => cases);

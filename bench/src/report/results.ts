import type { Case } from '../cases/case.js';
import { findFigure, type Found } from '../measure/figures.js';
import { contestantsOf, numbersOf, type Samples } from '../measure/samples.js';
import { summaryOf, type Summary } from '../measure/statistics.js';

/** What was found for one case. */
export interface CaseResult {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly processes: number;
  readonly rounds: number;
  readonly contestants: readonly (Summary & { readonly name: string })[];
  readonly figures: readonly Found[];
}

/** @returns what samples come to: the numbers of every contestant over all rounds, and the figures */
export function resultOf({ name, title, unit, figures }: Case, samples: Samples): CaseResult {
  const contestants = contestantsOf(samples);
  return {
    name,
    title,
    unit,
    processes: samples.length,
    rounds: samples[0]?.[contestants[0] ?? '']?.length ?? 0,
    contestants: contestants.map((contestant) => ({ name: contestant, ...summaryOf(numbersOf(samples, contestant)) })),
    figures: figures.map((figure) => findFigure(figure, samples, unit)),
  };
}

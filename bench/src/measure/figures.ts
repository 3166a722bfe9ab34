import { limitOf, type Goal, type Limit } from './goals.js';
import { median, summaryOf, type Summary } from './statistics.js';
import { roundsOf, type Rounds, type Samples } from './samples.js';

/** A number that a case is measured for, said as a formula over the names of its contestants. */
export interface Figure {
  readonly title: string;
  readonly formula: Formula;
  readonly goal?: Goal;
}

export type Formula =
  /** The product of `ratio` over the product of `over`; `above` is taken off every factor first. */
  | { readonly ratio: readonly string[]; readonly over: readonly string[]; readonly above?: string }
  /** A number in the unit of the case, perhaps above another one. */
  | { readonly value: string; readonly above?: string };

/** A figure as a run found it. */
export interface Found extends Summary {
  readonly title: string;
  /** `×` for a ratio, else the unit of the case. */
  readonly unit: string;
  readonly goal?: Limit;
}

/**
 * A figure for each process, and the median over the processes. The range is that of the processes; of the rounds, where
 * there was one process.
 */
export function findFigure({ title, formula, goal }: Figure, samples: Samples, unit: string): Found {
  const [only] = samples;
  const perProcess = samples.map((rounds) => ofProcess(formula, rounds));
  const range = samples.length === 1 && only !== undefined ? perRound(formula, only) : perProcess;
  const { min, max } = summaryOf(range);
  return {
    title,
    median: median(perProcess),
    min,
    max,
    unit: 'ratio' in formula ? '×' : unit,
    ...(goal === undefined ? {} : { goal: limitOf(goal, samples) }),
  };
}

/**
 * A ratio is taken round by round, so that what slows the machine for some rounds falls out, and the median of them counts.
 * A difference is taken between medians: that of single rounds would be all noise.
 */
function ofProcess(formula: Formula, rounds: Rounds): number {
  if ('ratio' in formula && formula.above === undefined) return median(perRound(formula, rounds));
  return compute(formula, (name) => median(roundsOf(rounds, name)));
}

function perRound(formula: Formula, rounds: Rounds): number[] {
  const lengths = contestantsIn(formula).map((name) => roundsOf(rounds, name).length);
  return Array.from({ length: Math.min(...lengths) }, (_, round) =>
    compute(formula, (name) => roundsOf(rounds, name)[round] ?? NaN),
  );
}

function compute(formula: Formula, of: (contestant: string) => number): number {
  const base = formula.above === undefined ? 0 : of(formula.above);
  if ('value' in formula) return of(formula.value) - base;
  const product = (names: readonly string[]): number => names.reduce((sofar, name) => sofar * (of(name) - base), 1);
  return product(formula.ratio) / product(formula.over);
}

function contestantsIn(formula: Formula): string[] {
  const names = 'value' in formula ? [formula.value] : [...formula.ratio, ...formula.over];
  return formula.above === undefined ? names : [...names, formula.above];
}

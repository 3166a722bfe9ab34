import type { Machine } from './machine.js';
import type { CaseResult } from './results.js';

/** What is kept in `results.json`: the latest figures of each case, and the runs in which they were found. */
export interface Results {
  readonly runs: readonly Machine[];
  readonly cases: readonly KeptCase[];
}

/** The figures of a case, and which of the runs found them. */
export interface KeptCase extends CaseResult {
  readonly run: number;
}

/** What one run found. */
export interface Run {
  readonly machine: Machine;
  readonly cases: readonly CaseResult[];
}

/**
 * Takes over what a run found in the place of what earlier ones found for the same cases.
 *
 * @param order the names of all cases there are; what is none of them any more is dropped
 */
export function takeOver(before: Results, { machine, cases }: Run, order: readonly string[]): Results {
  const all = [...before.runs, machine];
  const found = new Map<string, KeptCase>();
  for (const one of before.cases) found.set(one.name, one);
  for (const one of cases) found.set(one.name, { ...one, run: before.runs.length });
  const kept = order.flatMap((name) => found.get(name) ?? []);
  // A run of which nothing is left says nothing any more.
  const used = [...new Set(kept.map(({ run }) => run))].sort((one, other) => one - other);
  return {
    runs: used.flatMap((run) => all[run] ?? []),
    cases: kept.map((one) => ({ ...one, run: used.indexOf(one.run) })),
  };
}

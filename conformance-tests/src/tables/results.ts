import { readFileSync } from 'node:fs';
import { folder } from '../adapters/repository.js';
import type { Outcome, Report } from '../kit/outcome.js';
import type { Subject } from './subjects.js';

/** How the cases of one column ended. */
export interface ColumnResults {
  /** The packages that were measured, with their versions; none: they are this repository's own. */
  readonly packages: Readonly<Record<string, string>>;
  /** Case id → how it ended. */
  readonly outcomes: Readonly<Record<string, Outcome['kind']>>;
  /** Case id → how it differs, of those that deviate. */
  readonly deviations: Readonly<Record<string, string>>;
  /** Case id → for want of what it was not asked. */
  readonly missing: Readonly<Record<string, string>>;
}

/** The columns by name. */
export type Results = Readonly<Record<string, ColumnResults>>;

/** Where the results of the last runs are kept. */
export const resultsFile = folder('conformance-tests/results.json');

/** @throws Error if they are not there, or are no JSON */
export function readResults(): Results {
  return JSON.parse(readFileSync(resultsFile, 'utf8')) as Results;
}

/** What is kept of a run. */
export function resultsOf({ packages = [] }: Subject, { results }: Report): ColumnResults {
  return {
    packages: Object.fromEntries(packages.map((name) => [name, installedVersion(name)])),
    outcomes: Object.fromEntries(results.map(({ case: { id }, outcome }) => [id, outcome.kind])),
    deviations: Object.fromEntries(
      results.flatMap(({ case: { id }, outcome }) =>
        outcome.kind === 'deviating' ? [[id, outcome.summary] as const] : [],
      ),
    ),
    missing: Object.fromEntries(
      results.flatMap(({ case: { id }, outcome }) =>
        outcome.kind === 'skipped' ? [[id, outcome.missing] as const] : [],
      ),
    ),
  };
}

/** @throws Error if the package is not installed */
export function installedVersion(name: string): string {
  const manifest = readFileSync(folder(`node_modules/${name}/package.json`), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

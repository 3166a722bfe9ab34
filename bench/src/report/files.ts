import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { takeOver, type Results, type Run } from './kept.js';
import { pageOf } from './markdown.js';

const file = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/**
 * Keeps what a run found, and makes the page anew.
 *
 * @param order the names of all cases there are
 */
export function keep(run: Run, order: readonly string[]): void {
  const before = existsSync(file('results.json')) ? kept() : { runs: [], cases: [] };
  writeFileSync(file('results.json'), `${JSON.stringify(takeOver(before, run, order), undefined, 2)}\n`);
  render();
}

/** Makes the page again from the results that are kept. */
export function render(): void {
  writeFileSync(file('RESULTS.md'), pageOf(kept()));
}

function kept(): Results {
  return JSON.parse(readFileSync(file('results.json'), 'utf8')) as Results;
}

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pageOf } from './markdown.js';
import type { Results } from './results.js';

const file = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** Keeps the results of a full run, and the page made of them. */
export function keep(results: Results): void {
  writeFileSync(file('results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  render();
}

/** Makes the page again from the results that are kept. */
export function render(): void {
  writeFileSync(file('RESULTS.md'), pageOf(JSON.parse(readFileSync(file('results.json'), 'utf8')) as Results));
}

import { readFileSync } from 'node:fs';
import type { Result } from '@polyflag/conformance-tests';
import { cellOf } from '#src/tables/results-page.js';
import { expect } from 'chai';

const page = readFileSync(new URL('../../../docs/conformance.md', import.meta.url), 'utf8');

/** Compares each result with what `docs/conformance.md` says of it, and of why it was not asked. */
export function asOnPage(column: string): (result: Result) => void {
  return ({ case: each, outcome }) => {
    const { id } = each;
    const at = cells(lineWith('| case | |')).indexOf(column);
    const howToMend = `docs/conformance.md on ${id}; npm run conformance -- --all makes it anew`;
    expect(cells(lineWith(`| ${id} | `))[at], howToMend).to.equal(cellOf(each, outcome.kind));
    if (outcome.kind !== 'skipped') return;
    const without = cells(lineWith(`| ${column} | ${outcome.missing} | `)).at(-2) ?? '';
    expect(without.split(', '), howToMend).to.include(id);
  };
}

function lineWith(beginning: string): string {
  return page.split('\n').find((line) => line.startsWith(beginning)) ?? '';
}

function cells(line: string): string[] {
  return line.split('|').map((cell) => cell.trim());
}

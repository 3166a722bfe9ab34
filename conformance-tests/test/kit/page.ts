import { readFileSync } from 'node:fs';
import type { Result } from '@polyflag/conformance-tests';
import { cellOf } from '#src/tables/results-page.js';
import { expect } from 'chai';

const page = readFileSync(new URL('../../../docs/conformance.md', import.meta.url), 'utf8');

/** Compares each result with what `docs/conformance.md` says of it. */
export function asOnPage(column: string): (result: Result) => void {
  return ({ case: each, outcome: { kind } }) => {
    const { id } = each;
    const head = page.split('\n').find((line) => line.startsWith('| case | |'))!;
    const at = cells(head).indexOf(column);
    const row = page.split('\n').find((line) => line.startsWith(`| ${id} | `))!;
    expect(cells(row)[at], `docs/conformance.md on ${id}; npm run conformance -- --all makes it anew`).to.equal(
      cellOf(each, kind),
    );
  };
}

function cells(line: string): string[] {
  return line.split('|').map((cell) => cell.trim());
}

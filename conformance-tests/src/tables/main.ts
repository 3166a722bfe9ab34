// npm run conformance -- [column ...] [--all] [--write]: runs the catalogue and prints the tables. With --write it keeps the
// results of the columns that it ran, and makes the pages in docs of them and of what was kept before. --all is every column,
// written.
import { writeFileSync } from 'node:fs';
import { checkConformance } from '../kit/check.js';
import { isConforming } from '../kit/outcome.js';
import { asTable } from '../kit/reports/table.js';
import { cataloguePage } from './catalogue-page.js';
import { resultsPage } from './results-page.js';
import { readResults, resultsFile, resultsOf, type ColumnResults } from './results.js';
import { subjects } from './subjects.js';

const words = process.argv.slice(2);
const isAll = words.includes('--all');
const isWritten = isAll || words.includes('--write');
const wanted = words.filter((word) => word !== '--all' && word !== '--write').map((word) => word.toLowerCase());
const unknown = wanted.filter((word) => !subjects.some(({ column }) => column.toLowerCase() === word));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}: ${subjects.map(({ column }) => column).join(', ')}, or --all`);
  process.exit(2);
}

const found = new Map<string, ColumnResults>();
for (const subject of subjects) {
  const { column, isOurs, adapter } = subject;
  // Ours unless somebody is named.
  if (!(isAll || (wanted.length === 0 ? isOurs : wanted.includes(column.toLowerCase())))) continue;
  const report = await checkConformance(adapter(), { strict: true });
  console.log(`${asTable(report)}\n`);
  found.set(column, resultsOf(subject, report));
  // What others differ in is a result of the run, and no fault of it.
  if ((isOurs && !isConforming(report)) || report.faults.length > 0) process.exitCode = 1;
}
if (isWritten) {
  const kept = isAll ? {} : readResults();
  const results = Object.fromEntries(
    subjects.flatMap(({ column }) => {
      const own = found.get(column) ?? kept[column];
      return own === undefined ? [] : [[column, own] as const];
    }),
  );
  const docs = new URL('../../../docs/', import.meta.url);
  writeFileSync(resultsFile, `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(new URL('conformance-cases.md', docs), cataloguePage());
  writeFileSync(new URL('conformance.md', docs), resultsPage(results));
}

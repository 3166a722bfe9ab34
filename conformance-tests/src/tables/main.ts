// npm run conformance -- [column ...] [--all]: runs the catalogue and prints the tables; with --all, writes the pages in docs.
import { writeFileSync } from 'node:fs';
import { checkConformance } from '../kit/check.js';
import { isConforming, type Report } from '../kit/outcome.js';
import { asTable } from '../kit/reports/table.js';
import { cataloguePage } from './catalogue-page.js';
import { resultsPage } from './results-page.js';
import { subjects } from './subjects.js';

const words = process.argv.slice(2);
const isAll = words.includes('--all');
const wanted = words.filter((word) => word !== '--all').map((word) => word.toLowerCase());
const unknown = wanted.filter((word) => !subjects.some(({ column }) => column.toLowerCase() === word));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}: ${subjects.map(({ column }) => column).join(', ')}, or --all`);
  process.exit(2);
}

const reports = new Map<string, Report>();
for (const { column, isOurs, adapter } of subjects) {
  // Ours unless somebody is named.
  if (!(isAll || (wanted.length === 0 ? isOurs : wanted.includes(column.toLowerCase())))) continue;
  const report = await checkConformance(adapter(), { strict: true });
  console.log(`${asTable(report)}\n`);
  reports.set(column, report);
  if (isOurs && !isConforming(report)) process.exitCode = 1;
}
if (isAll) {
  const docs = new URL('../../../docs/', import.meta.url);
  writeFileSync(new URL('conformance-cases.md', docs), cataloguePage());
  writeFileSync(new URL('conformance.md', docs), resultsPage(reports));
}

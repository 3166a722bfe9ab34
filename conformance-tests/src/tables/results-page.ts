import { sections } from '../kit/cases/index.js';
import { totalsOf, type Outcome, type Report } from '../kit/outcome.js';
import { subjects } from './subjects.js';

/** What a cell says of an outcome. */
export function cellOf({ kind }: Outcome): string {
  return { passed: 'passed', failed: 'failed', deviating: 'deviates', skipped: '–' }[kind];
}

/** `docs/conformance.md`, of the reports by column. */
export function resultsPage(reports: ReadonlyMap<string, Report>): string {
  const columns = subjects.filter(({ column }) => reports.has(column));
  const names = columns.map(({ column }) => column);
  return [
    '# Conformance',
    '',
    'How each [case](conformance-cases.md) ended, for our providers and for some beside them. `npm run conformance -- --all`',
    'makes this page; the tests check the columns against runs of their own.',
    '',
    '*passed* and *failed* are what they say; *deviates*: it failed, and the adapter says why, below; –: not asked, for want of',
    'something that the provider, its vendor or its adapter does not have, which is [below](#what-was-not-asked).',
    '',
    '| column | what it is |',
    '|---|---|',
    ...columns.map(({ column, about }) => `| ${column} | ${about} |`),
    '',
    '## Totals',
    '',
    `| | ${names.join(' | ')} |`,
    `|---|${'---|'.repeat(names.length)}`,
    ...(['passed', 'failed', 'deviating', 'skipped'] as const).map(
      (kind) => `| ${kind} | ${names.map((name) => total(reports.get(name), kind)).join(' | ')} |`,
    ),
    '',
    ...sections.flatMap(({ title, cases }) => [
      `## ${title}`,
      '',
      `| case | | ${names.join(' | ')} |`,
      `|---|---|${'---|'.repeat(names.length)}`,
      ...cases.map(
        ({ id, title: what }) =>
          `| ${id} | ${what} | ${names.map((name) => cell(reports.get(name), id)).join(' | ')} |`,
      ),
      '',
    ]),
    '## Deviations',
    '',
    '| column | case | how it differs |',
    '|---|---|---|',
    ...names.flatMap((name) => deviations(name, reports.get(name))),
    '',
    '## What was not asked',
    '',
    '| column | for want of | cases |',
    '|---|---|---|',
    ...names.flatMap((name) => wants(name, reports.get(name))),
    '',
  ].join('\n');
}

function total(report: Report | undefined, kind: 'passed' | 'failed' | 'deviating' | 'skipped'): number {
  return report === undefined ? 0 : totalsOf(report)[kind];
}

function cell(report: Report | undefined, id: string): string {
  const result = report?.results.find((each) => each.case.id === id);
  return result === undefined ? '' : cellOf(result.outcome);
}

function deviations(name: string, report: Report | undefined): string[] {
  return (report?.results ?? []).flatMap(({ case: { id }, outcome }) =>
    outcome.kind === 'deviating' ? [`| ${name} | ${id} | ${outcome.summary} |`] : [],
  );
}

/** What cases of a column were skipped for want of, each with those cases. */
function wants(name: string, report: Report | undefined): string[] {
  const cases = new Map<string, string[]>();
  for (const { case: each, outcome } of report?.results ?? []) {
    if (outcome.kind === 'skipped') cases.set(outcome.missing, [...(cases.get(outcome.missing) ?? []), each.id]);
  }
  return [...cases].map(([missing, ids]) => `| ${name} | ${missing} | ${ids.join(', ')} |`);
}

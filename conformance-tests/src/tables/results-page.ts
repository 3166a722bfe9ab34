import type { ConformanceCase } from '../kit/case.js';
import { sections } from '../kit/cases/index.js';
import type { Outcome } from '../kit/outcome.js';
import { notLoaded } from './not-loaded.js';
import type { ColumnResults, Results } from './results.js';
import { subjects } from './subjects.js';

/** What a cell says of a case: how it ended, and of one that failed its requirements. */
export function cellOf({ requirements }: Pick<ConformanceCase, 'requirements'>, kind: Outcome['kind']): string {
  const word = { passed: 'passed', failed: 'failed', deviating: 'deviates', skipped: '–' }[kind];
  return kind === 'failed' ? [word, requirements.join(', ')].join(' ').trim() : word;
}

/** `docs/conformance.md`, of the results by column. */
export function resultsPage(results: Results): string {
  const columns = subjects.filter(({ column }) => results[column] !== undefined);
  const names = columns.map(({ column }) => column);
  const of = (name: string): ColumnResults =>
    results[name] ?? { packages: {}, outcomes: {}, deviations: {}, missing: {} };
  return [
    '# Conformance',
    '',
    'How each [case](conformance-cases.md) ended, for our providers and for some beside them. `npm run conformance -- --all`',
    'makes this page. The tests compare the columns of ours, and of the others what takes seconds, with runs of their own, and',
    'the versions of the others with those that are installed.',
    '',
    '*passed* and *failed* are what they say, the latter with the numbers of the requirements; *deviates*: it failed, and the',
    'adapter says why, below; –: not asked, for want of something that the provider, its vendor or its adapter does not have,',
    'which is [below](#what-was-not-asked).',
    '',
    '| column | what it is | versions |',
    '|---|---|---|',
    ...columns.map(({ column, about }) => `| ${column} | ${about} | ${versions(of(column))} |`),
    '',
    ...notLoaded.map(({ name, version, error }) => `Not loaded: \`${name}\` ${version}, ${error}.`),
    '',
    '## Totals',
    '',
    `| | ${names.join(' | ')} |`,
    `|---|${'---|'.repeat(names.length)}`,
    ...(['passed', 'failed', 'deviating', 'skipped'] as const).map(
      (kind) => `| ${kind} | ${names.map((name) => total(of(name), kind)).join(' | ')} |`,
    ),
    '',
    ...sections.flatMap(({ title, cases }) => [
      `## ${title}`,
      '',
      `| case | | ${names.join(' | ')} |`,
      `|---|---|${'---|'.repeat(names.length)}`,
      ...cases.map(
        (each) => `| ${each.id} | ${each.title} | ${names.map((name) => cell(of(name), each)).join(' | ')} |`,
      ),
      '',
    ]),
    '## Deviations',
    '',
    '| column | case | how it differs |',
    '|---|---|---|',
    ...names.flatMap((name) =>
      Object.entries(of(name).deviations).map(([id, summary]) => `| ${name} | ${id} | ${summary} |`),
    ),
    '',
    '## What was not asked',
    '',
    '| column | for want of | cases |',
    '|---|---|---|',
    ...names.flatMap((name) => wants(name, of(name))),
    '',
  ].join('\n');
}

function versions({ packages }: ColumnResults): string {
  return Object.entries(packages)
    .map(([name, version]) => `\`${name}\` ${version}`)
    .join(', ');
}

function total({ outcomes }: ColumnResults, wanted: Outcome['kind']): number {
  return Object.values(outcomes).filter((kind) => kind === wanted).length;
}

function cell({ outcomes }: ColumnResults, each: ConformanceCase): string {
  const kind = outcomes[each.id];
  return kind === undefined ? '' : cellOf(each, kind);
}

/** What cases of a column were skipped for want of, each with those cases. */
function wants(name: string, { missing }: ColumnResults): string[] {
  const cases = new Map<string, string[]>();
  for (const [id, what] of Object.entries(missing)) cases.set(what, [...(cases.get(what) ?? []), id]);
  return [...cases].map(([what, ids]) => `| ${name} | ${what} | ${ids.join(', ')} |`);
}

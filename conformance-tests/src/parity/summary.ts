import type { Tally } from './tally.js';

/** What came of one comparison, in numbers. */
export interface Summary {
  readonly name: string;
  readonly evaluations: number;
  readonly alike: number;
  /** Answers that differ by rules of the list, and by nothing else. */
  readonly explained: number;
  readonly unexplained: number;
}

export function summaryOf(name: string, { evaluations, agreed, disagreements }: Tally<unknown, unknown>): Summary {
  const unexplained = disagreements.length;
  return { name, evaluations, alike: agreed, explained: evaluations - agreed - unexplained, unexplained };
}

/** A row for each comparison, and one line for all of them. */
export function summarise(summaries: readonly Summary[]): string {
  const total = (count: (summary: Summary) => number): number =>
    summaries.reduce((sum, summary) => sum + count(summary), 0);
  return [
    row('', 'evaluations', 'alike', 'by a rule', 'unexplained'),
    ...summaries.map(({ name, evaluations, alike, explained, unexplained }) =>
      row(name, evaluations, alike, explained, unexplained),
    ),
    '',
    `${total(({ alike }) => alike)} of ${total(({ evaluations }) => evaluations)} evaluations alike, ` +
      `${total(({ explained }) => explained)} different by a written rule, ` +
      `${total(({ unexplained }) => unexplained)} unexplained`,
  ].join('\n');
}

function row(name: string, ...cells: readonly (number | string)[]): string {
  return name.padEnd(18) + cells.map((cell) => String(cell).padStart(13)).join('');
}

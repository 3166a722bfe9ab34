import type { Row } from '../application.js';

/** What was answered with one vendor. */
export interface Column {
  readonly title: string;
  /** For the same questions in the same order everywhere; none where there was no provider to ask. */
  readonly rows: readonly Row[];
}

/** A row for each question: what each vendor answered, and why. */
export function sideBySide(columns: readonly Column[]): object[] {
  const questions = columns.find(({ rows }) => rows.length > 0)?.rows ?? [];
  return questions.map(({ flag, user }, at) =>
    Object.fromEntries([
      ['flag', flag],
      ['user', user],
      ...columns.map(({ title, rows }) => [title, cell(rows[at])] as const),
    ]),
  );
}

function cell(row: Row | undefined): string {
  return row === undefined ? '-' : `${row.value} ${row.reason}`;
}

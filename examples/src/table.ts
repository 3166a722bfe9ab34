/** Rows as aligned text: a head, a rule, a line for each row. All rows have the columns of the first. */
export function tableOf(rows: readonly object[]): string {
  const [first] = rows;
  if (first === undefined) return '(nothing)';
  const columns = Object.keys(first);
  const cells = [columns, ...rows.map((row) => Object.values(row).map(String))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  const lines = cells.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  return lines.map((line) => `  ${line}`).join('\n');
}

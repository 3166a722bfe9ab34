/** A table of a Markdown page; the cells of a row by the name of their column. */
export interface PageTable {
  readonly section: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** A fenced block: the words after the fence, and what it holds. */
export interface PageBlock {
  readonly section: string;
  readonly info: readonly string[];
  readonly text: string;
}

/** Reads the tables and fenced blocks of a page, each with the heading above it. */
export function readPage(markdown: string): { tables: PageTable[]; blocks: PageBlock[] } {
  const tables: PageTable[] = [];
  const blocks: PageBlock[] = [];
  const lines = markdown.split('\n');
  let section = '';
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (line.startsWith('```')) {
      const end = lines.indexOf('```', at + 1);
      const info = line.slice(3).split(' ');
      blocks.push({ section, info, text: lines.slice(at + 1, end).join('\n') });
      at = end;
    } else if (line.startsWith('|')) {
      const after = lines.findIndex((other, index) => index > at && !other.startsWith('|'));
      tables.push(table(section, lines.slice(at, after)));
      at = after - 1;
    } else {
      section = /^#+ (.+)$/.exec(line)?.[1] ?? section;
    }
  }
  return { tables, blocks };
}

/** What stands between backticks in a cell. */
export function quoted(cell: string | undefined): string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, text]) => text!);
}

function table(section: string, [head, , ...body]: readonly string[]): PageTable {
  const columns = cells(head!);
  const rows = body.map((line) => {
    const found = cells(line);
    if (found.length !== columns.length) throw new Error(`a row of ${section} has ${found.length} cells: ${line}`);
    return Object.fromEntries(columns.map((column, index) => [column, found[index]!]));
  });
  return { section, columns, rows };
}

function cells(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

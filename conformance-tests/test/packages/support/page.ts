import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the repository. */
export const repository = join(import.meta.dirname, '..', '..', '..', '..');

/** A table of a page. */
export interface Table {
  /** The heading that it stands under. */
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** The cells of a row by the name of their column. */
export type Row = ReadonlyMap<string, string>;

/** A fenced block: ```` ```js program.mjs ````. */
export interface Block {
  readonly language: string;
  readonly name: string;
  readonly text: string;
}

export interface Page {
  readonly tables: readonly Table[];
  readonly blocks: readonly Block[];
  readonly headings: readonly string[];
  /** All of it. */
  readonly text: string;
  /** What could not be read, one sentence each. */
  readonly problems: readonly string[];
}

/** Reads a page of the repository. */
export function readPage(path: string): Page {
  return parsePage(readFileSync(join(repository, path), 'utf8'));
}

export function parsePage(text: string): Page {
  const lines = text.split('\n');
  const tables: { heading: string; columns: string[]; rows: Row[] }[] = [];
  const blocks: Block[] = [];
  const headings: string[] = [];
  const problems: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (line.startsWith('```')) {
      const next = lines.indexOf('```', at + 1);
      if (next < 0) problems.push(`the block that begins with ${line} has no end`);
      const end = next < 0 ? lines.length : next;
      const [language = '', name = ''] = line.slice(3).split(' ');
      blocks.push({ language, name, text: `${lines.slice(at + 1, end).join('\n')}\n` });
      at = end;
    } else if (line.startsWith('#')) {
      headings.push(line.replace(/^#+ /, ''));
    } else if (line.startsWith('|') && /^\|(?:-+\|)+$/.test(lines[at + 1] ?? '')) {
      const columns = cellsOf(line).map(withoutMarks);
      const rows: Row[] = [];
      for (at += 2; lines[at]?.startsWith('|') === true; at++) {
        const cells = cellsOf(lines[at]!);
        if (cells.length !== columns.length) problems.push(`expected ${columns.length} cells: ${lines[at]!}`);
        rows.push(new Map(columns.map((column, index) => [column, cells[index] ?? ''])));
      }
      tables.push({ heading: headings.at(-1) ?? '', columns, rows });
    }
  }
  return { tables, blocks, headings, text, problems };
}

/** The rows of every table whose columns are these, without the marks of code. */
export function rowsOf(page: Page, ...columns: string[]): readonly Row[] {
  return page.tables.filter((table) => table.columns.join('|') === columns.join('|')).flatMap(({ rows }) => rows);
}

/** A cell as it is written. */
export function cell(row: Row, column: string): string {
  const text = row.get(column);
  if (text === undefined) throw new Error(`there is no column ${column}`);
  return text;
}

/** A cell without the marks of code. */
export function plain(row: Row, column: string): string {
  return withoutMarks(cell(row, column));
}

/** The pieces of code in a cell. */
export function codeIn(row: Row, column: string): string[] {
  return Array.from(cell(row, column).matchAll(/`([^`]*)`/g), ([, code]) => code!);
}

/** The one block of that name. @throws Error when there is none, or another one */
export function blockNamed(page: Page, language: string, name: string): string {
  const found = page.blocks.filter((block) => block.language === language && block.name === name);
  if (found.length !== 1) throw new Error(`there are ${found.length} blocks ${language} ${name}`);
  return found[0]!.text;
}

/** Rows by the text of a column, which must differ in each. */
export function byText<T>(rows: readonly Row[], column: string, read: (row: Row) => T): Map<string, T> {
  const map = new Map<string, T>();
  for (const row of rows) {
    const text = plain(row, column);
    if (map.has(text)) throw new Error(`there are two rows for ${text}`);
    map.set(text, read(row));
  }
  return map;
}

/** A bar within a cell is written `\|`. */
function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split(/(?<!\\)\|/).map((text) => text.trim().replaceAll('\\|', '|'));
}

function withoutMarks(text: string): string {
  return text.replaceAll('`', '');
}

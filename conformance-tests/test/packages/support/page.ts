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
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (line.startsWith('```')) {
      const end = lines.indexOf('```', at + 1);
      if (end < 0) throw new Error(`the block that begins with ${line} has no end`);
      const [language = '', name = ''] = line.slice(3).split(' ');
      blocks.push({ language, name, text: `${lines.slice(at + 1, end).join('\n')}\n` });
      at = end;
    } else if (line.startsWith('#')) {
      headings.push(line.replace(/^#+ /, ''));
    } else if (line.startsWith('|') && /^\|(?:-+\|)+$/.test(lines[at + 1] ?? '')) {
      const columns = cellsOf(line);
      const rows: Row[] = [];
      for (at += 2; lines[at]?.startsWith('|') === true; at++) rows.push(rowOf(columns, lines[at]!));
      tables.push({ heading: headings.at(-1) ?? '', columns, rows });
    }
  }
  return { tables, blocks, headings };
}

/** The rows of every table whose columns are these. There is one at least. */
export function rowsOf(page: Page, ...columns: string[]): readonly Row[] {
  const found = page.tables.filter((table) => table.columns.join('|') === columns.join('|'));
  if (found.length === 0) throw new Error(`there is no table with the columns ${columns.join(', ')}`);
  return found.flatMap(({ rows }) => rows);
}

/** A cell as it is written. */
export function cell(row: Row, column: string): string {
  const text = row.get(column);
  if (text === undefined) throw new Error(`there is no column ${column}`);
  return text;
}

/** A cell without the marks of code. */
export function plain(row: Row, column: string): string {
  return cell(row, column).replaceAll('`', '');
}

/** The pieces of code in a cell. */
export function codeIn(row: Row, column: string): string[] {
  return Array.from(cell(row, column).matchAll(/`([^`]*)`/g), ([, code]) => code!);
}

/** The one block of that name. */
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

function rowOf(columns: readonly string[], line: string): Row {
  const cells = cellsOf(line);
  if (cells.length !== columns.length) throw new Error(`expected ${columns.length} cells, found ${cells.length}: ${line}`);
  return new Map(columns.map((column, at) => [column, cells[at]!]));
}

/** A bar within a cell is written `\|`. */
function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split(/(?<!\\)\|/).map((text) => text.trim().replaceAll('\\|', '|'));
}

import type * as yaml from 'yaml';
import { SourceError } from '../source.js';
import { findJsonFault } from './json-fault.js';
import { shown } from './shown.js';

/**
 * Turns the text of a file into a document.
 *
 * @param path the file's absolute path, for messages
 * @throws SourceError (or any error) if the text is not of the format
 */
export type Parse<D> = (text: string, path: string) => D | Promise<D>;

/** A YAML message may quote a name or an alias of any length. */
const LONGEST_REASON = 200;

/** Reads JSON. @throws SourceError `invalid` that names the file, line and column, and quotes nothing of the content */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // V8's error is dropped, not kept as the cause: it quotes the text, and a cause is printed with its error.
    const fault = findJsonFault(text);
    const where = fault === undefined ? '' : `: ${placeOf(text, fault.offset)}: ${fault.what}`;
    throw new SourceError('invalid', `${shown(path)} is not JSON${where}`);
  }
}

/**
 * Reads YAML 1.2 (so `on` and `yes` are text). The parser is loaded at the first call.
 *
 * @throws SourceError `invalid` that names the file, line and column
 */
export function parseYaml(text: string, path: string): Promise<unknown> {
  return readYaml(text, path, 'core');
}

/** As `parseYaml`, but every scalar stays the text that was written: `1.0`, `true` and `~` too. */
export function parseYamlAsText(text: string, path: string): Promise<unknown> {
  return readYaml(text, path, 'failsafe');
}

async function readYaml(text: string, path: string, schema: 'core' | 'failsafe'): Promise<unknown> {
  const { parseDocument } = await importYaml();
  try {
    const document = parseDocument(text, { schema, prettyErrors: false, logLevel: 'error' });
    const [first] = document.errors;
    if (first !== undefined) {
      throw notYaml(path, `${placeOf(text, first.pos[0])}: ${first.message}`);
    }
    return document.toJS() as unknown;
  } catch (error) {
    if (error instanceof SourceError) throw error;
    // Aliases that multiply without bound, or nesting deeper than the stack.
    throw notYaml(path, error instanceof Error ? error.message : 'it cannot be read');
  }
}

async function importYaml(): Promise<typeof yaml> {
  try {
    return await import('yaml');
  } catch (error) {
    throw new SourceError('unavailable', 'cannot load the package "yaml"', { cause: error });
  }
}

function notYaml(path: string, reason: string): SourceError {
  const line = reason.split('\n', 1)[0] ?? '';
  const cut = line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON)}…` : line;
  return new SourceError('invalid', `${shown(path)} is not YAML: ${shown(cut)}`);
}

/** "line 3, column 7", both counted from 1, columns in UTF-16 units. */
function placeOf(text: string, offset: number): string {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return `line ${line}, column ${offset - start + 1}`;
}

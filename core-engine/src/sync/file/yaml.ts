import type * as yaml from 'yaml';
import type { CST } from 'yaml';
import { SourceError } from '../source.js';
import { placeOf } from './place-of.js';
import { shown } from './shown.js';

/**
 * The parser builds a document by recursion, and V8 aborts the process, with nothing to catch, when the stack runs out
 * while it compiles a regular expression. Definitions are nested less deeply than this.
 */
const DEEPEST = 100;

/** A message of the parser may quote a name or an alias of any length. */
const LONGEST_REASON = 200;

/**
 * Reads YAML 1.2 (so `on` and `yes` are text). The parser is loaded at the first call.
 *
 * @throws SourceError `invalid` that names the file, line and column; `unavailable` if the parser cannot be loaded
 */
export function parseYaml(text: string, path: string): Promise<unknown> {
  return readYaml(text, path, 'core');
}

/** As `parseYaml`, but every scalar stays the text that was written: `1.0`, `true` and `~` too. */
export function parseYamlAsText(text: string, path: string): Promise<unknown> {
  return readYaml(text, path, 'failsafe');
}

async function readYaml(text: string, path: string, schema: 'core' | 'failsafe'): Promise<unknown> {
  const { Composer, Parser } = await importYaml();
  const tokens = [...new Parser().parse(text)];
  const tooDeep = tokenBelow(tokens, DEEPEST);
  if (tooDeep !== undefined) {
    throw notYaml(path, `${placeOf(text, tooDeep.offset)}: it is nested more than ${DEEPEST} levels deep`);
  }
  const composer = new Composer({ schema, logLevel: 'silent' });
  const [document, second] = composer.compose(tokens, true, text.length);
  const error = document?.errors[0];
  if (error !== undefined) throw notYaml(path, `${placeOf(text, error.pos[0])}: ${error.message}`);
  if (second !== undefined) throw notYaml(path, `${placeOf(text, second.range[0])}: a second document begins`);
  try {
    return document?.toJS() as unknown;
  } catch (error) {
    // Aliases that multiply without bound.
    throw notYaml(path, error instanceof Error ? error.message : String(error));
  }
}

async function importYaml(): Promise<typeof yaml> {
  try {
    return await import('yaml');
  } catch (error) {
    throw new SourceError('unavailable', 'cannot load the package "yaml"', { cause: error });
  }
}

/** The first token that lies more than `depth` levels deep, found without recursion. */
function tokenBelow(tokens: readonly CST.Token[], depth: number): CST.Token | undefined {
  const open = tokens.map((token) => ({ token, level: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, level } = next;
    if (level > depth) return token;
    if (token.type === 'document' && token.value !== undefined) open.push({ token: token.value, level });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      for (const inner of [key, value]) if (inner) open.push({ token: inner, level: level + 1 });
    }
  }
  return undefined;
}

function notYaml(path: string, reason: string): SourceError {
  const line = reason.split('\n', 1)[0] ?? '';
  const cut = line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON)}…` : line;
  return new SourceError('invalid', `${shown(path)} is not YAML: ${shown(cut)}`);
}

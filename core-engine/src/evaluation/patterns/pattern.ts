import { literalTest } from './literal.js';
import { nativeTest } from './native.js';
import { parse, type Parsed, ParseGap } from './parse.js';
import { re2Test } from './re2.js';
import { Risk } from './risk.js';
import { translate, Untranslatable } from './translate.js';
import { trim } from './trim.js';

export { loadPatternEngine, patternEngineLoaded } from './re2.js';

/** Making an expression ready takes time too, and more than this no person has written. */
const MAX_SOURCE = 50_000;

/** A regular expression that came from a server, made ready to be asked or turned down. */
export type Pattern =
  /** Answers exactly as the JavaScript engine would, in time proportional to the text. */
  | { readonly kind: 'linear'; readonly test: (text: string) => boolean }
  /** Answers as the JavaScript engine does, for the first 1,024 units of the text. */
  | { readonly kind: 'native'; readonly test: (text: string) => boolean }
  /** Not an expression in the vendor's dialect. */
  | { readonly kind: 'invalid'; readonly problem: string }
  /** Valid, but it could stall the process. */
  | { readonly kind: 'refused'; readonly problem: string };

export interface PatternOptions {
  readonly ignoreCase?: boolean;
}

/**
 * Makes an expression ready, in the dialect of `new RegExp(source)` or, with `ignoreCase`, of flag `i`. Costly: done when
 * data arrives, not at evaluation. While re2 is not loaded, what needs it is judged as if re2 could not run it; see
 * `needsPatternEngine`.
 */
export function pattern(source: string, options: PatternOptions = {}): Pattern {
  const read = readSource(source, options.ignoreCase === true);
  if ('kind' in read) return read;

  const route = routeOf(read.parsed);
  if (route.kind === 'direct') return { kind: 'linear', test: route.test };
  if (route.kind === 're2') {
    const test = re2Test(route.source);
    if (test !== undefined) return { kind: 'linear', test };
  }
  try {
    return { kind: 'native', test: nativeTest(read.expression, read.parsed) };
  } catch (error) {
    if (error instanceof Risk) return { kind: 'refused', problem: error.message };
    throw error;
  }
}

/** Whether the answer of `pattern` can depend on re2 being loaded. */
export function needsPatternEngine(source: string, options: PatternOptions = {}): boolean {
  const read = readSource(source, options.ignoreCase === true);
  return !('kind' in read) && routeOf(read.parsed).kind === 're2';
}

type Read = { readonly expression: RegExp; readonly parsed: Parsed } | Extract<Pattern, { problem: string }>;

function readSource(source: string, ignoreCase: boolean): Read {
  let expression: RegExp;
  try {
    expression = new RegExp(source, ignoreCase ? 'i' : '');
  } catch (error) {
    return { kind: 'invalid', problem: reasonOf(error) };
  }
  if (source.length > MAX_SOURCE) return { kind: 'refused', problem: `it is longer than ${MAX_SOURCE} units` };
  try {
    return { expression, parsed: parse(source, ignoreCase) };
  } catch (error) {
    if (error instanceof ParseGap) return { kind: 'refused', problem: error.message };
    throw error;
  }
}

/** What the engine said, without the expression itself, which it quotes in full. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(message.lastIndexOf(': ') + 1).trim();
}

type Route =
  | { readonly kind: 'direct'; readonly test: (text: string) => boolean }
  | { readonly kind: 're2'; readonly source: string }
  | { readonly kind: 'native' };

function routeOf(parsed: Parsed): Route {
  const trimmed = trim(parsed.root);
  const literal = literalTest(trimmed);
  if (literal !== undefined) return { kind: 'direct', test: literal };
  try {
    const source = translate(trimmed);
    return source === undefined ? { kind: 'direct', test: () => false } : { kind: 're2', source };
  } catch (error) {
    if (error instanceof Untranslatable) return { kind: 'native' };
    throw error;
  }
}

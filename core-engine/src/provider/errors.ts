import type { ErrorCode } from '@openfeature/core';
import { classOf } from '../logging/class-of.js';
import { kindOf } from './kind-of.js';

/** The eight error codes of OpenFeature (types, 1.4.8), as text: a second copy of the SDK has an enum of its own. */
export type Code = `${ErrorCode}`;

const CODES: ReadonlySet<unknown> = new Set<Code>([
  'PROVIDER_NOT_READY',
  'PROVIDER_FATAL',
  'FLAG_NOT_FOUND',
  'PARSE_ERROR',
  'TYPE_MISMATCH',
  'TARGETING_KEY_MISSING',
  'INVALID_CONTEXT',
  'GENERAL',
]);

/** So much of a flag key appears in a message. */
const SHOWN = 100;

/**
 * An error with one of the eight codes (2.2.7, 2.4.2.1). Recognise it by `code`, never by its class. Its message holds no
 * key, secret or attribute; what caused it, where there is such a thing, is its `cause`.
 */
export class CodedError extends Error {
  override readonly name = 'PolyflagError';
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Not started, still starting, or closed. */
export function notReady(message: string): CodedError {
  return new CodedError('PROVIDER_NOT_READY', message);
}

/** What no retry can mend: credentials that are refused. */
export function fatal(message: string, options?: ErrorOptions): CodedError {
  return new CodedError('PROVIDER_FATAL', message, options);
}

/** Everything that has no code of its own. */
export function general(message: string, options?: ErrorOptions): CodedError {
  return new CodedError('GENERAL', message, options);
}

/** A configuration that cannot be meant. */
export function invalidOption(message: string): CodedError {
  return new CodedError('GENERAL', message);
}

/** Whether an error carries one of the eight codes. A system error (`ECONNREFUSED`) has a code too, but none of these. */
export function isCoded(error: unknown): error is Error & { readonly code: Code } {
  try {
    return error instanceof Error && CODES.has((error as { code?: unknown }).code);
  } catch {
    // A getter that throws is no code.
    return false;
  }
}

/**
 * The error itself when it is coded. Otherwise a GENERAL that says what failed and names the class of the foreign error;
 * the foreign message may hold a key or an attribute and stays in `cause`.
 *
 * @param what what failed, the beginning of the message
 */
export function asCoded(error: unknown, what: string): Error & { readonly code: Code } {
  return isCoded(error) ? error : general(`${what} (${classOf(error)})`, { cause: error });
}

/** The class of what was thrown and where, for a log line: enough to find a mistake, and nothing of the message. */
export function placeOf(error: unknown): string {
  try {
    const frame = error instanceof Error ? /^\s+at .+$/m.exec(error.stack ?? '') : null;
    return frame === null ? classOf(error) : `${classOf(error)} ${frame[0].trim()}`;
  } catch {
    return classOf(error);
  }
}

/** A flag key for a message: quoted, and cut, since it may be ten megabytes long or no text at all. */
export function showKey(flagKey: unknown): string {
  if (typeof flagKey !== 'string') return kindOf(flagKey);
  return flagKey.length > SHOWN ? `"${flagKey.slice(0, SHOWN)}…"` : `"${flagKey}"`;
}

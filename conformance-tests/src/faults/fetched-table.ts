import type { Trouble } from './patient.js';

/** A fault of an answer that is fetched for a user when somebody asks, and what the application sees of it. */
export interface FetchedRow {
  readonly name: string;
  readonly trouble: Trouble;
  /**
   * - `passing`: another attempt follows, and an answer from before serves.
   * - `lasting`: somebody has to mend it; no other attempt follows, and nothing from before serves.
   * - `harmless`: what came is used.
   */
  readonly is: 'passing' | 'lasting' | 'harmless';
  /** The error code beside the caller's default; absent: there is none. */
  readonly code?: 'GENERAL' | 'PARSE_ERROR';
  /** The one line of the log; a harmless fault writes none. */
  readonly says: RegExp;
  /** The client waits for its deadline. */
  readonly stalls?: true;
  /** Hundreds of megabytes. */
  readonly heavy?: true;
}

type Rest = Pick<FetchedRow, 'stalls' | 'heavy'>;

const brokenOff = /the connection or the answer broke off/;
const late = /timed out|no answer in time/;

function wire(name: string, fault: string, says: RegExp, rest: Rest = {}): FetchedRow {
  return { name, trouble: { kind: 'wire', fault }, is: 'passing', code: 'GENERAL', says, ...rest };
}

function stalled(name: string, fault: string): FetchedRow {
  return wire(name, fault, late, { stalls: true });
}

function harmless(name: string, fault: string): FetchedRow {
  return { name, trouble: { kind: 'wire', fault }, is: 'harmless', says: /^$/ };
}

function unreadable(name: string, trouble: Trouble, says: RegExp): FetchedRow {
  return { name, trouble, is: 'passing', code: 'PARSE_ERROR', says };
}

function text(name: string, body: string, says = /not JSON/, type?: string): FetchedRow {
  return unreadable(name, { kind: 'text', text: body, ...(type === undefined ? {} : { type }) }, says);
}

function status(code: number, is: 'passing' | 'lasting'): FetchedRow {
  const trouble: Trouble = { kind: 'status', status: code };
  return { name: String(code), trouble, is, code: 'GENERAL', says: new RegExp(`\\b${code}\\b`) };
}

/** Every way in which an answer that is fetched for a user can go wrong. */
export const fetchedTable: readonly FetchedRow[] = [
  { name: 'the backend is down', trouble: { kind: 'down' }, is: 'passing', code: 'GENERAL', says: /cannot be reached/ },
  ...[400, 401, 403, 404, 408, 413].map((code) => status(code, 'lasting')),
  ...[204, 304, 429, 500, 502, 503].map((code) => status(code, 'passing')),

  stalled('no answer', 'stall-before-headers'),
  stalled('half the headers', 'stall-within-headers'),
  stalled('a stall in the body', 'stall-within-body'),
  harmless('a drip', 'drip'),
  harmless('no fault', 'none'),
  harmless('JSON that is labelled a picture', 'wrong-content-type'),

  wire('an end without an answer', 'close-before-headers', brokenOff),
  wire('a reset without an answer', 'reset-before-headers', brokenOff),
  wire('a reset in the body', 'reset-within-body', brokenOff),
  wire('truncated JSON, by its length', 'truncated-body', brokenOff),
  wire('truncated JSON, by its chunks', 'truncated-chunks', brokenOff),
  wire('a body that is not compressed as it says', 'not-gzip', brokenOff),

  text('truncated JSON, as if whole', '{"half":"of an ob'),
  text('malformed JSON', '{"a": nonsense}'),
  text('a picture', '\u0089PNG', /not JSON/, 'image/png'),
  text('a list', '[1, 2]', /no object/),
  text('a text', '"checkout"', /no object/),
  text('null', 'null', /no object/),
  unreadable('nothing', { kind: 'wire', fault: 'empty' }, /not JSON/),
  unreadable('HTML with 200', { kind: 'wire', fault: 'html' }, /not JSON/),

  wire('300 MB of zeros in gzip', 'gzip-bomb', /too large/, { heavy: true }),
  wire('a body of 300 MB', 'endless-body', /too large/, { heavy: true }),
  wire('headers of 300 MB', 'endless-headers', brokenOff, { heavy: true }),

  wire('a redirect with a password', 'redirect-with-credentials', /\b302\b/),
  wire('a redirect elsewhere', 'redirect-elsewhere', /\b302\b/),
  wire('a redirect to itself', 'redirect-loop', /\b302\b/),

  wire('no HTTP', 'not-http', brokenOff),
  wire('a malformed status', 'malformed-status', brokenOff),
  wire('a malformed header', 'malformed-header', brokenOff),
  wire('a malformed chunk', 'malformed-chunk', brokenOff),
  wire('two lengths', 'two-lengths', brokenOff),
];

import type { Trouble } from './patient.js';

/** A fault of the stream while everything else is well, and what the application sees of it. */
export interface StreamRow {
  readonly name: string;
  readonly trouble: Trouble;
  /**
   * - `passing`: another attempt follows within seconds.
   * - `lasting`: one follows after minutes.
   * - `harmless`: what comes is used, and nobody polls.
   */
  readonly is: 'passing' | 'lasting' | 'harmless';
  /** The one line of the log. */
  readonly says: RegExp;
  /** Hundreds of megabytes. */
  readonly heavy?: true;
}

const wire = (fault: string): Trouble => ({ kind: 'wire', fault });
const brokenOff = /the connection or the answer broke off/;

/** Every way in which a stream can go wrong that cannot be told from its content. */
export const streamTable: readonly StreamRow[] = [
  { name: '500', trouble: { kind: 'status', status: 500 }, is: 'passing', says: /\b500\b/ },
  { name: '401', trouble: { kind: 'status', status: 401 }, is: 'passing', says: /\b401\b/ },
  { name: '403', trouble: { kind: 'status', status: 403 }, is: 'lasting', says: /\b403\b/ },
  { name: '404', trouble: { kind: 'status', status: 404 }, is: 'lasting', says: /\b404\b/ },
  { name: 'HTML with 200', trouble: wire('html'), is: 'passing', says: /200 with something that is no event stream/ },
  { name: 'a redirect elsewhere', trouble: wire('redirect-elsewhere'), is: 'passing', says: /\b302\b/ },
  { name: 'a reset', trouble: wire('reset-before-headers'), is: 'passing', says: brokenOff },
  { name: 'no HTTP', trouble: wire('not-http'), is: 'passing', says: brokenOff },
  {
    name: 'a stream that is cut in the middle of an event',
    trouble: wire('cut-stream'),
    is: 'passing',
    says: brokenOff,
  },
  { name: 'a stream that stays, and is silent', trouble: wire('silent-stream'), is: 'passing', says: /silent for/ },
  { name: 'an event of 300 MB', trouble: wire('endless-event'), is: 'passing', says: /too large/, heavy: true },
  { name: 'events that come byte by byte', trouble: wire('bytewise-stream'), is: 'harmless', says: /^$/ },
];

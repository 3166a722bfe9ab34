import type { Trouble } from './patient.js';

/** A fault of what is polled, and what the application sees of it. */
export interface PolledRow {
  readonly name: string;
  readonly trouble: Trouble;
  /**
   * - `passing`: tried again within seconds; STALE after the third failure in a row.
   * - `lasting`: somebody has to mend it; tried again after minutes; STALE and ERROR at once, PROVIDER_FATAL at the start.
   * - `harmless`: what came is used.
   */
  readonly is: 'passing' | 'lasting' | 'harmless';
  /** The one line of the log; a harmless fault writes none. */
  readonly says: RegExp;
  /** The client waits for its deadline. */
  readonly stalls?: true;
  /** Hundreds of megabytes. */
  readonly heavy?: true;
}

const wire = (fault: string): Trouble => ({ kind: 'wire', fault });
const text = (body: string, type?: string): Trouble => ({
  kind: 'text',
  text: body,
  ...(type === undefined ? {} : { type }),
});
const nothing = /^$/;
const brokenOff = /the connection or the answer broke off/;
const notJson = /not JSON/;

/** Every way in which an answer that is polled for can go wrong. */
export const polledTable: readonly PolledRow[] = [
  { name: 'the backend is down', trouble: { kind: 'down' }, is: 'passing', says: /cannot be reached/ },
  { name: 'a storm of 500', trouble: { kind: 'status', status: 500 }, is: 'passing', says: /\b500\b/ },
  { name: '503', trouble: { kind: 'status', status: 503 }, is: 'passing', says: /\b503\b/ },
  { name: '429', trouble: { kind: 'status', status: 429 }, is: 'passing', says: /\b429\b/ },
  { name: '304 to who has no validator', trouble: { kind: 'status', status: 304 }, is: 'passing', says: /\b304\b/ },
  { name: '401', trouble: { kind: 'status', status: 401 }, is: 'lasting', says: /\b401\b/ },
  { name: '403', trouble: { kind: 'status', status: 403 }, is: 'lasting', says: /\b403\b/ },
  { name: '404', trouble: { kind: 'status', status: 404 }, is: 'lasting', says: /\b404\b/ },

  { name: 'no answer', trouble: wire('stall-before-headers'), is: 'passing', says: /timed out/, stalls: true },
  { name: 'half the headers', trouble: wire('stall-within-headers'), is: 'passing', says: /timed out/, stalls: true },
  { name: 'a stall in the body', trouble: wire('stall-within-body'), is: 'passing', says: /timed out/, stalls: true },
  { name: 'a drip', trouble: wire('drip'), is: 'harmless', says: nothing },
  { name: 'no fault', trouble: wire('none'), is: 'harmless', says: nothing },

  { name: 'an end without an answer', trouble: wire('close-before-headers'), is: 'passing', says: brokenOff },
  { name: 'a reset without an answer', trouble: wire('reset-before-headers'), is: 'passing', says: brokenOff },
  { name: 'a reset in the body', trouble: wire('reset-within-body'), is: 'passing', says: brokenOff },
  { name: 'truncated JSON, by its length', trouble: wire('truncated-body'), is: 'passing', says: brokenOff },
  { name: 'truncated JSON, by its chunks', trouble: wire('truncated-chunks'), is: 'passing', says: brokenOff },
  { name: 'truncated JSON, as if whole', trouble: text('{"half":"of an ob'), is: 'passing', says: notJson },

  { name: 'malformed JSON', trouble: text('{"a": nonsense}'), is: 'passing', says: notJson },
  { name: 'another value', trouble: text('[1, 2]'), is: 'passing', says: /cannot be used/ },
  { name: 'an empty object', trouble: text('{}'), is: 'passing', says: /cannot be used/ },
  { name: 'null', trouble: text('null'), is: 'passing', says: /cannot be used/ },
  { name: 'nothing', trouble: wire('empty'), is: 'passing', says: notJson },
  { name: 'HTML with 200', trouble: wire('html'), is: 'passing', says: /not JSON.*labelled text\/html/ },
  { name: 'JSON that is labelled a picture', trouble: wire('wrong-content-type'), is: 'harmless', says: nothing },
  {
    name: 'a picture',
    trouble: text('\u0089PNG', 'image/png'),
    is: 'passing',
    says: /not JSON.*labelled image\/png/,
  },
  { name: 'a body that is not compressed as it says', trouble: wire('not-gzip'), is: 'passing', says: brokenOff },

  { name: '300 MB of zeros in gzip', trouble: wire('gzip-bomb'), is: 'passing', says: /too large/, heavy: true },
  { name: 'a body of 300 MB', trouble: wire('endless-body'), is: 'passing', says: /too large/, heavy: true },
  { name: 'headers of 300 MB', trouble: wire('endless-headers'), is: 'passing', says: brokenOff, heavy: true },

  { name: 'a redirect with a password', trouble: wire('redirect-with-credentials'), is: 'passing', says: /\b302\b/ },
  { name: 'a redirect elsewhere', trouble: wire('redirect-elsewhere'), is: 'passing', says: /\b302\b/ },
  { name: 'a redirect to itself', trouble: wire('redirect-loop'), is: 'passing', says: /\b302\b/ },

  { name: 'no HTTP', trouble: wire('not-http'), is: 'passing', says: brokenOff },
  { name: 'a malformed status', trouble: wire('malformed-status'), is: 'passing', says: brokenOff },
  { name: 'a malformed header', trouble: wire('malformed-header'), is: 'passing', says: brokenOff },
  { name: 'a malformed chunk', trouble: wire('malformed-chunk'), is: 'passing', says: brokenOff },
  { name: 'two lengths', trouble: wire('two-lengths'), is: 'passing', says: brokenOff },
];

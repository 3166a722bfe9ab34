import type { Trouble } from './patient.js';

/** A fault of a WebSocket through which alone definitions come, and what the application sees of it. */
export interface SocketRow {
  readonly name: string;
  readonly trouble: Trouble;
  /**
   * - `passing`: another attempt follows within seconds; STALE meanwhile.
   * - `lasting`: somebody has to mend it; one follows after minutes; STALE and ERROR at once, PROVIDER_FATAL at the start.
   * - `harmless`: what comes is used.
   */
  readonly is: 'passing' | 'lasting' | 'harmless';
  /** What a line of the log says; a harmless fault writes none. */
  readonly says: RegExp;
  /** The client waits for its deadline. */
  readonly stalls?: true;
  /** Hundreds of megabytes. */
  readonly heavy?: true;
}

const wire = (fault: string): Trouble => ({ kind: 'wire', fault });
const status = (code: number): Trouble => ({ kind: 'status', status: code });
const nothing = /^$/;
const brokenOff = /the connection or the answer broke off/;
const silent = /silent for/;

/** Every way in which a WebSocket can go wrong that does not depend on what a vendor says through it. */
export const socketTable: readonly SocketRow[] = [
  { name: 'the backend is down', trouble: { kind: 'down' }, is: 'passing', says: /cannot be reached/ },
  { name: '401 on the handshake', trouble: status(401), is: 'lasting', says: /\b401\b/ },
  { name: '403 on the handshake', trouble: status(403), is: 'lasting', says: /\b403\b/ },
  { name: '404 on the handshake', trouble: status(404), is: 'lasting', says: /\b404\b/ },
  { name: '429 on the handshake', trouble: status(429), is: 'passing', says: /\b429\b/ },
  { name: '503 on the handshake', trouble: status(503), is: 'passing', says: /\b503\b/ },
  { name: '200 on the handshake', trouble: wire('none'), is: 'passing', says: /\b200\b/ },
  { name: 'a redirect elsewhere', trouble: wire('redirect-elsewhere'), is: 'passing', says: /\b302\b/ },
  { name: 'a redirect with a password', trouble: wire('redirect-with-credentials'), is: 'passing', says: /\b302\b/ },

  {
    name: 'a handshake without an answer',
    trouble: wire('stall-before-headers'),
    is: 'passing',
    says: /timed out/,
    stalls: true,
  },
  { name: 'half a handshake', trouble: wire('stall-within-headers'), is: 'passing', says: /timed out/, stalls: true },
  { name: 'a handshake byte by byte', trouble: wire('socket-drip'), is: 'harmless', says: nothing },
  { name: 'a handshake that proves nothing', trouble: wire('socket-wrong-proof'), is: 'passing', says: brokenOff },
  { name: 'a handshake without a proof', trouble: wire('socket-no-proof'), is: 'passing', says: brokenOff },
  { name: 'an end without an answer', trouble: wire('close-before-headers'), is: 'passing', says: brokenOff },
  { name: 'a reset without an answer', trouble: wire('reset-before-headers'), is: 'passing', says: brokenOff },
  { name: 'no HTTP', trouble: wire('not-http'), is: 'passing', says: brokenOff },
  { name: 'headers of 300 MB', trouble: wire('endless-headers'), is: 'passing', says: brokenOff, heavy: true },

  { name: 'a connection that is half open', trouble: wire('socket-silent'), is: 'passing', says: silent },
  { name: 'a stop in a message', trouble: wire('socket-stall-within-message'), is: 'passing', says: silent },
  { name: 'a binary message', trouble: wire('socket-binary'), is: 'passing', says: silent },
  { name: 'a message in many frames', trouble: wire('socket-fragments'), is: 'harmless', says: nothing },
  { name: 'a flood of other messages', trouble: wire('socket-flood'), is: 'harmless', says: nothing },
  { name: 'a flood of pings', trouble: wire('socket-ping-flood'), is: 'passing', says: brokenOff },

  { name: 'a close with 1011', trouble: wire('socket-closed'), is: 'passing', says: /\b1011\b/ },
  { name: 'a close with 1000', trouble: wire('socket-closed-normally'), is: 'passing', says: /\b1000\b/ },
  { name: 'a close without a code', trouble: wire('socket-closed-without-code'), is: 'passing', says: /\b1005\b/ },
  { name: 'a close with a code that cannot be', trouble: wire('socket-wrong-close'), is: 'passing', says: brokenOff },
  { name: 'a reset in a message', trouble: wire('socket-reset'), is: 'passing', says: brokenOff },
  { name: 'an end in a message', trouble: wire('socket-truncated'), is: 'passing', says: brokenOff },

  { name: 'a message of 200 MB', trouble: wire('socket-large-message'), is: 'passing', says: /too large/, heavy: true },
  {
    name: 'a message of 300 MB in small frames',
    trouble: wire('socket-endless-fragments'),
    is: 'passing',
    says: /too large/,
    heavy: true,
  },
  { name: 'a compressed bomb', trouble: wire('socket-bomb'), is: 'passing', says: brokenOff, heavy: true },
  {
    name: 'a compressed bomb that is announced',
    trouble: wire('socket-bomb-announced'),
    is: 'passing',
    says: brokenOff,
    heavy: true,
  },

  { name: 'a frame of no kind', trouble: wire('socket-unknown-frame'), is: 'passing', says: brokenOff },
  { name: 'a masked frame', trouble: wire('socket-masked-frame'), is: 'passing', says: brokenOff },
  { name: 'a continuation of nothing', trouble: wire('socket-lone-continuation'), is: 'passing', says: brokenOff },
  { name: 'reserved bits', trouble: wire('socket-reserved-bits'), is: 'passing', says: brokenOff },
  { name: 'a text that is no UTF-8', trouble: wire('socket-no-text'), is: 'passing', says: brokenOff },

  { name: 'half an object', trouble: wire('socket-no-json'), is: 'passing', says: /not JSON/ },
  { name: 'a message with nothing in it', trouble: wire('socket-empty-message'), is: 'passing', says: /not JSON/ },
  { name: 'lists', trouble: wire('socket-no-object'), is: 'passing', says: /cannot be used/ },
];

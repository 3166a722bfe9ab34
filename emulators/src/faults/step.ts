/**
 * What a fault consists of. In a text, `{type}`, `{length}`, `{port}`, `{elsewhere}`, `{self}` and `{accept}` stand for the
 * content type and the length of the body, the server's port, its second port, the path that was asked for, and the proof
 * that a WebSocket was understood.
 */
export type Step =
  | { readonly step: 'text'; readonly text: string }
  /** The body, or the first share of it. */
  | { readonly step: 'body'; readonly share?: number }
  /** The body, every byte in a packet and in a chunk of its own: a client gets it in that many parts. */
  | { readonly step: 'drip' }
  /** So many zeros in gzip. */
  | { readonly step: 'zeros'; readonly bytes: number }
  /** A text again and again, until so many bytes are sent. */
  | { readonly step: 'flood'; readonly text: string; readonly bytes: number }
  /** A text, every byte in a packet of its own. */
  | { readonly step: 'drip-text'; readonly text: string }
  /** A frame of a WebSocket with its first byte; without a text, with the body, or the first share of it. */
  | {
      readonly step: 'frame';
      readonly first: number;
      readonly text?: string;
      /** Bytes in hexadecimal in place of a text. */
      readonly hex?: string;
      /** The length that it announces; default the real one. */
      readonly announced?: number;
      readonly share?: number;
      readonly masked?: true;
      /** So often, one right after the other; default once. */
      readonly times?: number;
    }
  /** The body as a message of a WebSocket in so many frames at least. */
  | { readonly step: 'fragments'; readonly count: number }
  /** So many zeros as a compressed message of a WebSocket. */
  | { readonly step: 'compressed-zeros'; readonly bytes: number }
  /** Nothing more, and the connection stays until the client leaves it. */
  | { readonly step: 'stall' }
  | { readonly step: 'reset' }
  | { readonly step: 'end' };

/** A way to go wrong. */
export interface Fault {
  /** What a client meets, in a few words. */
  readonly about: string;
  readonly steps: readonly Step[];
}

/**
 * What a fault consists of. In a text, `{type}`, `{length}`, `{port}`, `{elsewhere}` and `{self}` stand for the content
 * type and the length of the body, the server's port, its second port, and the path that was asked for.
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

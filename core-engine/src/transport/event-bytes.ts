const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;

/**
 * Bytes on their way to a parser of server-sent events. Every line end becomes one LF, so that an event that ends in CR is
 * complete at once and not with the byte after it; and it is known how large the event has grown that is under way, since
 * the parser collects without a bound.
 */
export class EventBytes {
  readonly #most: number;
  #endedInCr = false;
  /** What the lines of the event hold so far, comments left out: a stream may consist of them. */
  #event = 0;
  #line = 0;
  #isComment = false;

  /** @param most the largest event, in bytes */
  constructor(most: number) {
    this.#most = most;
  }

  /** What to pass on; `undefined` when an event is too large. */
  take(chunk: Uint8Array): Uint8Array | undefined {
    const bytes = chunk.includes(CR) || this.#endedInCr ? this.#unified(chunk) : chunk;
    return this.#measured(bytes) ? bytes : undefined;
  }

  #unified(chunk: Uint8Array): Uint8Array {
    const unified = new Uint8Array(chunk.byteLength);
    let length = 0;
    for (const byte of chunk) {
      if (byte !== LF || !this.#endedInCr) unified[length++] = byte === CR ? LF : byte;
      this.#endedInCr = byte === CR;
    }
    return unified.subarray(0, length);
  }

  #measured(bytes: Uint8Array): boolean {
    for (let start = 0; start < bytes.byteLength;) {
      if (this.#line === 0) this.#isComment = bytes[start] === COLON;
      const end = bytes.indexOf(LF, start);
      this.#line += (end < 0 ? bytes.byteLength : end) - start;
      if (this.#event + this.#line > this.#most) return false;
      if (end < 0) return true;
      if (this.#line === 0) this.#event = 0;
      else if (!this.#isComment) this.#event += this.#line;
      this.#line = 0;
      start = end + 1;
    }
    return true;
  }
}

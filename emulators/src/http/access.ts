import type { UnansweredRequest } from './received.js';

/** The SDK key that a request brings; `undefined`: none. */
export type KeyOf = (request: UnansweredRequest) => string | undefined;

/** Which SDK keys are good. */
export class Access {
  private readonly keyOf: KeyOf;
  private keys: ReadonlySet<string> | undefined;

  /** @param keys `undefined`: every key is good, though there must be one */
  constructor(keyOf: KeyOf, keys: readonly string[] | undefined) {
    this.keyOf = keyOf;
    this.keys = keys === undefined ? undefined : new Set(keys);
  }

  accept(keys: readonly string[]): void {
    this.keys = new Set(keys);
  }

  /** What a request brings: no key at all, one that is not known, or a good one. */
  of(request: UnansweredRequest): 'none' | 'unknown' | 'good' {
    const key = this.keyOf(request);
    if (key === undefined) return 'none';
    return this.keys?.has(key) === false ? 'unknown' : 'good';
  }
}

import type { UnansweredRequest } from '../http/received.js';

/** Which SDK keys are good. */
export class Access {
  private keys: ReadonlySet<string> | undefined;

  /** @param keys `undefined`: every key is good, though there must be one */
  constructor(keys: readonly string[] | undefined) {
    this.keys = keys === undefined ? undefined : new Set(keys);
  }

  accept(keys: readonly string[]): void {
    this.keys = new Set(keys);
  }

  allows({ headers }: UnansweredRequest): boolean {
    const key = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    return key !== undefined && this.keys?.has(key) !== false;
  }
}

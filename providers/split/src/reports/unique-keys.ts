import { NEVER, Seen } from '@polyflag/core-engine';
import type { FlagTally } from './impression-kinds.js';

/** A key that a flag was evaluated for. */
export interface UniqueKey {
  readonly feature: string;
  readonly key: string;
}

export interface UniqueKeysBounds {
  /** How many pairs of flag and key may wait for `take`; what would be one more is dropped and counted. */
  readonly maxPending: number;
  /** How many pairs are remembered as sent. */
  readonly maxSeen: number;
}

/** The keys that flags were evaluated for, each pair once until `reset` (§6.3). */
export class UniqueKeys {
  /** Pairs that were given up because too many waited. */
  dropped = 0;
  private readonly bounds: UniqueKeysBounds;
  private readonly seen: Seen<FlagTally>;
  private features: string[] = [];
  private keys: string[] = [];

  constructor(bounds: UniqueKeysBounds) {
    this.bounds = bounds;
    this.seen = new Seen(bounds.maxSeen);
  }

  /** How many pairs wait. */
  get pending(): number {
    return this.keys.length;
  }

  /**
   * Notes a pair.
   *
   * @returns whether it is new and now waits
   */
  add(tally: FlagTally, key: string, now: number): boolean {
    if (this.seen.touch(tally, key, now) !== NEVER) return false;
    if (this.keys.length >= this.bounds.maxPending) {
      this.dropped += 1;
      return false;
    }
    this.features.push(tally.counter.name);
    this.keys.push(key);
    return true;
  }

  /** Takes away what waits, in the order in which it came. */
  take(): UniqueKey[] {
    const { features, keys } = this;
    this.features = [];
    this.keys = [];
    return keys.map((key, at) => ({ feature: features[at] as string, key }));
  }

  /** Forgets what was sent: every pair is new again. */
  reset(): void {
    this.seen.clear();
  }
}

/** The body of `keys/ss` (§6.3). */
export function uniqueKeysBody(pairs: readonly UniqueKey[]): string {
  const byFlag = new Map<string, string[]>();
  for (const { feature, key } of pairs) {
    const keys = byFlag.get(feature);
    if (keys === undefined) byFlag.set(feature, [key]);
    else keys.push(key);
  }
  return JSON.stringify({ keys: Array.from(byFlag, ([f, ks]) => ({ f, ks })) });
}

/** What a pair takes in a request, roughly, in bytes. */
export function uniqueKeySize({ key }: UniqueKey): number {
  return 8 + key.length;
}

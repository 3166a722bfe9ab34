/** What `touch` answers for what was not seen before: earlier than every time. */
export const NEVER = -Infinity;

const FIRST_CAPACITY = 1024;

/**
 * The keys that were seen of one thing: a part of a `Seen`, with which it is used. Whoever reports a thing again and again
 * keeps its lane, so that seeing a key is one look-up by the caller's own text: nothing is joined and nothing is hashed.
 */
export class SeenLane {
  /** Where the time of a key stands. Of `Seen` only. */
  readonly places = new Map<string, number>();

  /** How many of its keys are remembered. */
  get size(): number {
    return this.places.size;
  }
}

/**
 * Remembers when a key was last seen, for many things at once, bounded by the number of pairs of thing and key.
 *
 * Who has to leave is found by a hand that goes round: a pair that was seen since the hand passed it stays for another
 * round. That keeps roughly what least recently used would keep, and seeing a pair again costs two stores instead of the
 * relinking of a list. A new pair that finds everything full pays for the hand: one step as a rule, `maxPairs` at most.
 */
export class Seen<L extends SeenLane = SeenLane> {
  private readonly maxPairs: number;
  private readonly onEmpty: ((lane: L) => void) | undefined;
  private times = new Float64Array(0);
  private seenSince = new Uint8Array(0);
  private keys: string[] = [];
  private owners: L[] = [];
  private hand = 0;

  /**
   * @param maxPairs how many pairs are remembered at most; 1 or more
   * @param onEmpty told when a lane has lost its last key
   */
  constructor(maxPairs: number, onEmpty?: (lane: L) => void) {
    this.maxPairs = maxPairs;
    this.onEmpty = onEmpty;
  }

  /** How many pairs are remembered. */
  get size(): number {
    return this.keys.length;
  }

  /**
   * Notes that a key is seen.
   *
   * @param now when, in epoch milliseconds
   * @returns when it was seen last; `NEVER` if it was not, or that is forgotten
   */
  touch(lane: L, key: string, now: number): number {
    const place = lane.places.get(key);
    if (place === undefined) {
      this.add(lane, key, now);
      return NEVER;
    }
    const before = this.times[place] as number;
    this.times[place] = now;
    this.seenSince[place] = 1;
    return before;
  }

  /** Forgets everything. */
  clear(): void {
    const lanes = new Set(this.owners);
    this.keys = [];
    this.owners = [];
    this.times = new Float64Array(0);
    this.seenSince = new Uint8Array(0);
    this.hand = 0;
    for (const lane of lanes) {
      lane.places.clear();
      this.onEmpty?.(lane);
    }
  }

  private add(lane: L, key: string, now: number): void {
    const full = this.keys.length >= this.maxPairs;
    const place = full ? this.nextToLeave() : this.append();
    const left = full ? this.owners[place] : undefined;
    left?.places.delete(this.keys[place] as string);
    this.keys[place] = key;
    this.owners[place] = lane;
    this.times[place] = now;
    this.seenSince[place] = 0;
    lane.places.set(key, place);
    // Not before: it may be the same lane, which is not empty now.
    if (left?.places.size === 0) this.onEmpty?.(left);
  }

  private append(): number {
    const place = this.keys.length;
    if (place === this.times.length) {
      const capacity = Math.min(this.maxPairs, Math.max(FIRST_CAPACITY, 2 * place));
      const times = new Float64Array(capacity);
      times.set(this.times);
      this.times = times;
      const seenSince = new Uint8Array(capacity);
      seenSince.set(this.seenSince);
      this.seenSince = seenSince;
    }
    return place;
  }

  private nextToLeave(): number {
    const { seenSince, maxPairs } = this;
    let { hand } = this;
    while (seenSince[hand] === 1) {
      seenSince[hand] = 0;
      hand = hand + 1 === maxPairs ? 0 : hand + 1;
    }
    this.hand = hand + 1 === maxPairs ? 0 : hand + 1;
    return hand;
  }
}

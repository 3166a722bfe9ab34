/** What a ring holds: anything that knows its size. */
export interface Sized {
  /** A whole number, 0 or more. */
  readonly bytes: number;
}

/** Who goes when there is no room: what has waited longest, or what came last. */
export type DropPolicy = 'oldest' | 'newest';

export interface Bounds {
  /** At most so many entries; 1 or more. */
  readonly maxItems: number;
  /** At most so many bytes in all; 1 or more. */
  readonly maxBytes: number;
}

const NOTHING: readonly never[] = [];
const FIRST_CAPACITY = 16;

/**
 * A first-in-first-out queue, bounded by count and by bytes. Adding and taking cost the same however full it is; it grows
 * with what it holds and does not reserve its bound. Every method that may push entries out returns them, so that the
 * caller can count each.
 */
export class Ring<E extends Sized> {
  private slots: (E | undefined)[] = new Array<E | undefined>(FIRST_CAPACITY);
  private head = 0;
  private count = 0;
  private total = 0;
  private readonly bounds: Bounds;
  private readonly policy: DropPolicy;

  constructor(bounds: Bounds, policy: DropPolicy) {
    this.bounds = bounds;
    this.policy = policy;
  }

  /** How many entries wait. */
  get length(): number {
    return this.count;
  }

  /** How many bytes wait. */
  get bytes(): number {
    return this.total;
  }

  /** The entry that has waited longest. */
  peek(): E | undefined {
    return this.slots[this.head];
  }

  /**
   * Adds one entry at the end.
   *
   * @returns what had no room: usually nothing; by policy `oldest` the entries at the front; by policy `newest`, and for
   *   an entry larger than the bound, the entry itself
   */
  push(entry: E): readonly E[] {
    if (this.fits(entry)) {
      this.append(entry);
      return NOTHING;
    }
    if (this.policy === 'newest' || entry.bytes > this.bounds.maxBytes) return [entry];
    const out: E[] = [];
    while (!this.fits(entry)) out.push(this.shift());
    this.append(entry);
    return out;
  }

  /**
   * Takes entries from the front: at least one (unless the ring is empty), and no more than `maxItems` or `maxBytes`
   * allow.
   */
  take(maxItems: number, maxBytes: number): E[] {
    const batch: E[] = [];
    let bytes = 0;
    for (let next = this.peek(); next !== undefined && batch.length < maxItems; next = this.peek()) {
      bytes += next.bytes;
      if (batch.length > 0 && bytes > maxBytes) break;
      batch.push(this.shift());
    }
    return batch;
  }

  /**
   * Puts a batch that was taken back to the front, the same entries in the same order.
   *
   * @returns what had no room: by policy `oldest` from the front of the batch, by policy `newest` from the end of the ring
   */
  giveBack(batch: readonly E[]): readonly E[] {
    const out: E[] = [];
    for (let i = batch.length - 1; i >= 0; i--) {
      const entry = batch[i] as E;
      if (!this.fits(entry) && this.policy === 'oldest') {
        // The rest of the batch is older still.
        return batch.slice(0, i + 1);
      }
      while (!this.fits(entry) && this.count > 0) out.push(this.pop());
      this.prepend(entry);
    }
    return out.reverse();
  }

  /** Empties the ring and returns what was in it. */
  clear(): E[] {
    return this.take(Infinity, Infinity);
  }

  private fits(entry: E): boolean {
    return this.count < this.bounds.maxItems && this.total + entry.bytes <= this.bounds.maxBytes;
  }

  private append(entry: E): void {
    this.makeRoom();
    this.slots[(this.head + this.count) & (this.slots.length - 1)] = entry;
    this.count++;
    this.total += entry.bytes;
  }

  private prepend(entry: E): void {
    this.makeRoom();
    this.head = (this.head - 1) & (this.slots.length - 1);
    this.slots[this.head] = entry;
    this.count++;
    this.total += entry.bytes;
  }

  private shift(): E {
    const entry = this.remove(this.head);
    this.head = (this.head + 1) & (this.slots.length - 1);
    return entry;
  }

  private pop(): E {
    return this.remove((this.head + this.count - 1) & (this.slots.length - 1));
  }

  private remove(slot: number): E {
    const entry = this.slots[slot] as E;
    // The slot is emptied, so that the ring does not keep alive what has left it.
    this.slots[slot] = undefined;
    this.count--;
    this.total -= entry.bytes;
    return entry;
  }

  /** The capacity stays a power of two, so that a slot is found by a mask. */
  private makeRoom(): void {
    const { slots, head, count } = this;
    if (count < slots.length) return;
    const larger = new Array<E | undefined>(slots.length * 2);
    for (let i = 0; i < count; i++) larger[i] = slots[(head + i) & (slots.length - 1)];
    this.slots = larger;
    this.head = 0;
  }
}

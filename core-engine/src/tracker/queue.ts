import type { BatchCutter } from './batch.js';
import type { DropReason, Drops } from './drops.js';
import { Ring, type Bounds, type DropPolicy, type Sized } from './ring.js';

/** An item on its way, numbered in the order of arrival. */
interface Entry<T> extends Sized {
  readonly item: T;
  readonly number: number;
}

/** Who follows the items: numbers count the arrivals from 0. */
export interface QueueObserver {
  /** This item will never be delivered. */
  missed(number: number): void;
  /** Items have left; `oldest` is the oldest that has not, `Infinity` if none is left. */
  progressed(oldest: number): void;
}

/**
 * The items of a tracker: those that wait, and the batch that is on its way. Every item that comes in leaves through
 * exactly one of `delivered` and a drop, and both are counted: the books are kept here and nowhere else.
 */
export class Queue<T> {
  /** Items taken, items turned away, and items delivered, since the start. */
  accepted = 0;
  rejected = 0;
  sent = 0;
  /** The number of the item that came last; -1 before the first. */
  last = -1;

  private readonly ring: Ring<Entry<T>>;
  private flying: readonly Entry<T>[] = [];
  private shut = false;
  private readonly bounds: Bounds;
  private readonly sizeOf: (item: T) => number;
  private readonly drops: Drops<T>;
  private readonly observer: QueueObserver;

  constructor(
    bounds: Bounds,
    policy: DropPolicy,
    sizeOf: (item: T) => number,
    drops: Drops<T>,
    observer: QueueObserver,
  ) {
    this.ring = new Ring(bounds, policy);
    this.bounds = bounds;
    this.sizeOf = sizeOf;
    this.drops = drops;
    this.observer = observer;
  }

  /** How many items wait. */
  get length(): number {
    return this.ring.length;
  }

  /** How many bytes wait. */
  get bytes(): number {
    return this.ring.bytes;
  }

  /** How many items are on their way. */
  get inFlight(): number {
    return this.flying.length;
  }

  /** The number of the oldest item that is here or on its way; `Infinity` if there is none. */
  get oldest(): number {
    return (this.flying[0] ?? this.ring.peek())?.number ?? Infinity;
  }

  /** The number of the youngest item that is on its way; -1 if there is none. */
  get lastInFlight(): number {
    return this.flying.at(-1)?.number ?? -1;
  }

  /** Takes an item in, or turns it away and counts that. */
  offer(item: T): boolean {
    const bytes = this.shut ? 0 : this.measure(item);
    const problem = this.problemWith(bytes);
    if (problem !== undefined) return this.reject(problem, item);

    const entry = { item, bytes, number: this.last + 1 };
    const out = this.ring.push(entry);
    if (out[0] === entry) return this.reject('full', item);
    this.last++;
    this.accepted++;
    this.drop('full', out);
    return true;
  }

  /** Sends the next batch on its way; there must be none yet. Empty only if nothing waits. */
  take(cutter: BatchCutter): readonly T[] {
    this.flying = cutter.cut(this.ring);
    return itemsOf(this.flying);
  }

  /** The batch has arrived. */
  delivered(): void {
    this.sent += this.flying.length;
    this.flying = [];
    this.observer.progressed(this.oldest);
  }

  /** The batch has not arrived: it goes back to the front. */
  returned(): void {
    const out = this.ring.giveBack(this.flying);
    this.flying = [];
    this.drop('full', out);
  }

  /** The batch will never arrive. */
  refused(): void {
    const out = this.flying;
    this.flying = [];
    this.drop('refused', out);
  }

  /** Turns away whatever comes from now on. */
  turnAway(): void {
    this.shut = true;
  }

  /** Drops whatever is left, here and on its way. */
  abandon(): void {
    const out = [...this.flying, ...this.ring.clear()];
    this.flying = [];
    this.drop('closed', out);
  }

  /** Whole bytes; NaN for what cannot be measured. */
  private measure(item: T): number {
    try {
      return Math.ceil(this.sizeOf(item));
    } catch {
      return NaN;
    }
  }

  private problemWith(bytes: number): DropReason | undefined {
    if (this.shut) return 'closed';
    if (!(bytes >= 0)) return 'unmeasurable';
    return bytes > this.bounds.maxBytes ? 'oversize' : undefined;
  }

  private reject(reason: DropReason, item: T): false {
    this.rejected++;
    this.drops.record(reason, [item]);
    return false;
  }

  /** Last of all: the listener to drops may call back into the tracker. */
  private drop(reason: DropReason, entries: readonly Entry<T>[]): void {
    if (entries.length === 0) return;
    for (const entry of entries) this.observer.missed(entry.number);
    this.observer.progressed(this.oldest);
    this.drops.record(reason, itemsOf(entries));
  }
}

function itemsOf<T>(entries: readonly Entry<T>[]): T[] {
  return entries.map((entry) => entry.item);
}

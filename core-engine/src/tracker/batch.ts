import type { Ring, Sized } from './ring.js';

export interface BatchLimits {
  /** At most so many items in a batch; 1 or more. */
  readonly batchItems: number;
  /** At most so many bytes in a batch, unless a single item is larger; 1 or more. */
  readonly batchBytes: number;
}

/**
 * Cuts batches from the front of a ring, and remembers how a refused one is to be cut smaller. Of a refused batch the
 * sizes of its halves wait on a stack; they shrink with each refusal, so that one bad item among a hundred costs about
 * fourteen requests, and the others pass.
 *
 * When the bound pushes out entries meanwhile, a size no longer falls on the entries that it was meant for. That is
 * harmless: the sizes of refused batches still shrink to one, which is all that finding a bad item needs.
 */
export class BatchCutter {
  private readonly pieces: number[] = [];
  private readonly limits: BatchLimits;

  constructor(limits: BatchLimits) {
    this.limits = limits;
  }

  /** Whether a whole batch waits. */
  isFull(waiting: { readonly length: number; readonly bytes: number }): boolean {
    return waiting.length >= this.limits.batchItems || waiting.bytes >= this.limits.batchBytes;
  }

  /** Takes the next batch; empty only if the ring is. */
  cut<E extends Sized>(ring: Ring<E>): E[] {
    const { batchItems, batchBytes } = this.limits;
    return ring.take(Math.min(batchItems, this.pieces.at(-1) ?? batchItems), batchBytes);
  }

  /** The batch is gone for good, delivered or dropped. */
  done(): void {
    this.pieces.pop();
  }

  /** The batch, of `size` items (2 or more), was refused: its halves are next. */
  halve(size: number): void {
    this.pieces.pop();
    const first = Math.ceil(size / 2);
    this.pieces.push(size - first, first);
  }
}

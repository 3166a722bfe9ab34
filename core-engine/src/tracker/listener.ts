import type { Clock, Timer } from '../clock/clock.js';
import type { Logger } from '../logging/logger.js';
import { classOf } from '../logging/class-of.js';
import { ProblemLog } from '../logging/problem-log.js';
import { BatchCutter } from './batch.js';
import { Drops, type DropReason } from './drops.js';
import { Queue } from './queue.js';
import { Waiters } from './waiters.js';

export interface ListenerFeedOptions<T> {
  /** Called once per item. What it throws, and the rejection of what it returns, is logged once and otherwise ignored. */
  readonly listener: (item: T) => unknown;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What it hears, for the log; default `reports for the listener`. */
  readonly name?: string;
  /** Size of an item in memory, in bytes; a guess will do. */
  readonly sizeOf: (item: T) => number;
  /** At most so many items wait; default 10,000. What comes when it is full is dropped. */
  readonly maxItems?: number;
  /** At most so many bytes wait; default 5 MiB. */
  readonly maxBytes?: number;
}

/** Always: offered = heard + dropped + queued. */
export interface ListenerStats {
  /** Items that the listener was called with. */
  readonly heard: number;
  /** Items that it will never be called with. */
  readonly dropped: number;
  readonly droppedByReason: Readonly<Record<DropReason, number>>;
  /** Items that wait. */
  readonly queued: number;
}

/** What the items came to that were there when the close began. */
export interface ListenerCloseReport {
  readonly heard: number;
  readonly dropped: number;
}

/** A listener that takes its time gets this many items or milliseconds in one turn of the event loop. */
const TURN_ITEMS = 100;
const TURN_MS = 10;

/**
 * Hands items to a listener of the application's, in order and in a turn of their own, so that neither its slowness nor its
 * errors reach an evaluation. Promises that it returns are not awaited.
 */
export class ListenerFeed<T> {
  private readonly options: ListenerFeedOptions<T>;
  private readonly log: ProblemLog;
  private readonly name: string;
  private readonly drops: Drops<T>;
  private readonly waiters: Waiters;
  private readonly queue: Queue<T>;
  private readonly one = new BatchCutter({ batchItems: 1, batchBytes: Infinity });
  private turn: Timer | undefined;
  private closing: Promise<ListenerCloseReport> | undefined;

  constructor(options: ListenerFeedOptions<T>) {
    const { logger, clock, sizeOf, maxItems = 10_000, maxBytes = 5 * 1024 * 1024 } = options;
    this.options = options;
    this.log = new ProblemLog(logger);
    this.name = options.name ?? 'reports for the listener';
    this.drops = new Drops(this.name, logger, undefined);
    this.waiters = new Waiters(clock, 1);
    this.queue = new Queue({ maxItems, maxBytes }, 'newest', sizeOf, this.drops, this.waiters);
  }

  get stats(): ListenerStats {
    const { queue, drops } = this;
    return {
      heard: queue.sent,
      dropped: drops.total,
      droppedByReason: drops.byReason(),
      queued: queue.length,
    };
  }

  /**
   * Queues one item for the listener, which is called later. Never throws.
   *
   * @returns whether it was taken; if not, it is counted as dropped
   */
  offer(item: T): boolean {
    const taken = this.queue.offer(item);
    if (taken) this.armTurn();
    return taken;
  }

  /**
   * Waits until the listener has been called with everything that was offered before.
   *
   * @param deadlineMs how long at most, in milliseconds
   * @returns `false` at the deadline. Never rejects.
   */
  drain(deadlineMs: number): Promise<boolean> {
    const { last, oldest } = this.queue;
    return oldest > last ? Promise.resolve(true) : this.waiters.wait(last, deadlineMs, false);
  }

  /**
   * Takes no more items, drains, and drops what is left.
   *
   * @param deadlineMs how long to drain, in milliseconds; of repeated calls the first counts
   * @returns the same for every call. Never rejects.
   */
  close(deadlineMs: number): Promise<ListenerCloseReport> {
    if (this.closing === undefined) {
      this.queue.turnAway();
      const { sent } = this.queue;
      const lost = this.lost();
      this.closing = this.drain(deadlineMs).then(() => {
        this.turn?.cancel();
        this.queue.abandon();
        return { heard: this.queue.sent - sent, dropped: this.lost() - lost };
      });
    }
    return this.closing;
  }

  /** Items that were taken and then dropped. */
  private lost(): number {
    return this.drops.total - this.queue.rejected;
  }

  private armTurn(): void {
    this.turn ??= this.options.clock.schedule(0, () => {
      this.takeTurn();
      this.turn = undefined;
      if (this.queue.length > 0) this.armTurn();
    });
  }

  private takeTurn(): void {
    const { clock } = this.options;
    const began = clock.now();
    for (let i = 0; i < TURN_ITEMS && this.queue.length > 0 && clock.now() - began < TURN_MS; i++) {
      for (const item of this.queue.take(this.one)) void this.hear(item);
      this.queue.delivered();
    }
  }

  /** Calls the listener synchronously; only its complaints come later. */
  private async hear(item: T): Promise<void> {
    try {
      await this.options.listener(item);
    } catch (error) {
      this.log.error(`${this.name}: the listener failed with ${classOf(error)}; said once`);
    }
  }
}

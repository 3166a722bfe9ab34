import type { Timer } from '../clock/clock.js';
import { Courier } from './courier.js';
import { Drops, type DropReason } from './drops.js';
import { figuresOf, type TrackerFigures, type TrackerOptions } from './options.js';
import { Queue } from './queue.js';
import { Waiters } from './waiters.js';

/**
 * What became of every item, at this moment. Always
 * `accepted + rejected = sent + dropped + queued + inFlight`.
 */
export interface TrackerStats {
  /** Calls of `add` that answered `true`. */
  readonly accepted: number;
  /** Calls of `add` that answered `false`; they are among `dropped` too. */
  readonly rejected: number;
  /** Items that the backend took. */
  readonly sent: number;
  /** Items that will never be delivered. */
  readonly dropped: number;
  readonly droppedByReason: Readonly<Record<DropReason, number>>;
  /** Items that wait. */
  readonly queued: number;
  /** Bytes that wait. */
  readonly queuedBytes: number;
  /** Items of the batch that is being sent. */
  readonly inFlight: number;
  /** Requests made. */
  readonly attempts: number;
  /** Requests that ended in anything but a delivery, refusals included. */
  readonly failedAttempts: number;
}

/** What a close came to, for the items that were there when it began. */
export interface CloseReport {
  /** How many were delivered. */
  readonly sent: number;
  /** How many were not, and never will be. */
  readonly dropped: number;
}

/**
 * A bounded queue of reports and its way to the backend: batches by size and by time, one request at a time, in order.
 *
 * A batch that was not delivered goes back to the front of the queue, the same items, until it is delivered or pushed out
 * by the bound. No item leaves without being counted. Construction starts nothing; `start` arms the timer.
 */
export class Tracker<T> {
  private readonly options: TrackerOptions<T>;
  private readonly figures: TrackerFigures;
  private readonly drops: Drops<T>;
  private readonly waiters: Waiters;
  private readonly queue: Queue<T>;
  private readonly courier: Courier<T>;
  private ticker: Timer | undefined;
  private trigger: Timer | undefined;
  private closing: Promise<CloseReport> | undefined;

  /** @throws RangeError when a number among the options is out of range */
  constructor(options: TrackerOptions<T>) {
    this.options = options;
    this.figures = figuresOf(options);
    this.drops = new Drops(options.name ?? 'reports', options.logger, options.onDrop);
    this.waiters = new Waiters(options.clock, this.figures.attemptsPerFlush);
    const policy = options.dropPolicy ?? 'newest';
    this.queue = new Queue(this.figures, policy, options.sizeOf, this.drops, this.waiters);
    this.courier = new Courier(this.queue, this.waiters, options, this.figures);
  }

  get stats(): TrackerStats {
    const { queue, courier, drops } = this;
    return {
      accepted: queue.accepted,
      rejected: queue.rejected,
      sent: queue.sent,
      dropped: drops.total,
      droppedByReason: drops.byReason(),
      queued: queue.length,
      queuedBytes: queue.bytes,
      inFlight: queue.inFlight,
      attempts: courier.attempts,
      failedAttempts: courier.failedAttempts,
    };
  }

  /** Begins to send by itself. Harmless when repeated; without effect after `close`. */
  start(): void {
    if (this.ticker !== undefined || this.closing !== undefined) return;
    this.courier.automatic = true;
    this.armTicker();
    this.sendSoonIfFull();
  }

  /**
   * Queues one item. It costs the same however full the queue is, does no I/O and never throws.
   *
   * @returns whether the item was taken; if not, it is counted as dropped
   */
  add(item: T): boolean {
    const taken = this.queue.offer(item);
    if (taken) this.sendSoonIfFull();
    return taken;
  }

  /** Begins to send everything that is queued now, as at the end of an interval; nobody waits for it. Only once started. */
  send(): void {
    this.courier.wantAll();
  }

  /**
   * Sends everything that is queued now, without waiting for the interval. Calls that overlap share the work. It works
   * before `start` too.
   *
   * @param deadlineMs how long to try, in milliseconds
   * @returns whether all of it was delivered; `false` at the deadline, or as soon as it is known that it will not be:
   *   after `attemptsPerFlush` failures in a row, or when the wait before the next attempt is longer than the deadline.
   *   What was not delivered stays queued. Never rejects.
   */
  flush(deadlineMs: number): Promise<boolean> {
    const { last, oldest, inFlight } = this.queue;
    if (oldest > last) return Promise.resolve(true);
    const complete = this.waiters.wait(last, deadlineMs, inFlight > 0);
    this.courier.proceed();
    return complete;
  }

  /**
   * Takes no more items, tries once more to deliver those that wait, then drops the rest and leaves no timer and no
   * request behind. One attempt is made even in the middle of a back-off, unless the backend itself asked to wait.
   *
   * @param deadlineMs how long to try, in milliseconds; of repeated calls the first counts
   * @returns what became of the items; the same for every call. Never rejects.
   */
  close(deadlineMs: number): Promise<CloseReport> {
    if (this.closing === undefined) {
      this.queue.turnAway();
      this.courier.hurry();
      const { sent } = this.queue;
      const lost = this.lost();
      // A turn later, so that a sender that is called by it and calls `close` in turn finds this close under way.
      this.closing = Promise.resolve()
        .then(() => this.shutDown(deadlineMs))
        .then(() => ({ sent: this.queue.sent - sent, dropped: this.lost() - lost }));
    }
    return this.closing;
  }

  private async shutDown(deadlineMs: number): Promise<void> {
    this.ticker?.cancel();
    this.trigger?.cancel();
    await this.flush(deadlineMs);
    this.courier.stop();
    this.queue.abandon();
    this.drops.tellRest();
  }

  /** Items that were taken and then dropped. */
  private lost(): number {
    return this.drops.total - this.queue.rejected;
  }

  private armTicker(): void {
    this.ticker = this.options.clock.schedule(this.figures.flushIntervalMs, () => {
      this.armTicker();
      this.courier.wantAll();
    });
  }

  /** In a turn of its own, so that an evaluation never pays for a request. */
  private sendSoonIfFull(): void {
    if (this.trigger !== undefined || !this.courier.hasFullBatch) return;
    this.trigger = this.options.clock.schedule(0, () => {
      this.trigger = undefined;
      this.courier.proceed();
    });
  }
}

import type { Logger } from '../logging/logger.js';
import { ProblemLog } from '../logging/problem-log.js';

/**
 * Why an item will never be delivered: `full` no room in the queue; `oversize` larger than the whole queue may be;
 * `unmeasurable` its size cannot be told, so it would escape the bound; `refused` the backend refused it alone; `closed`
 * left at the close, or added after it.
 */
export type DropReason = 'full' | 'oversize' | 'unmeasurable' | 'refused' | 'closed';

/**
 * Hears of drops. `items` are the dropped ones, the oldest first; absent for drops that this callback itself caused, which
 * are told with a later call. What it throws is ignored.
 */
export type DropListener<T> = (count: number, reason: DropReason, items?: readonly T[]) => void;

const WORDS: Readonly<Record<DropReason, string>> = {
  full: 'the queue is full',
  oversize: 'one is larger than the whole queue may be',
  unmeasurable: 'the size of one cannot be told',
  refused: 'the backend refused one',
  closed: 'some were left at the close or came after it',
};
const REASONS = Object.keys(WORDS) as DropReason[];

/** Counts what is dropped, by reason, logs the first of each reason, and tells whoever wants to know. */
export class Drops<T> {
  private readonly counts = zeros();
  private readonly untold = zeros();
  private telling = false;
  private readonly name: string;
  private readonly log: ProblemLog;
  private readonly listener: DropListener<T> | undefined;

  /** @param name what is dropped, for the log */
  constructor(name: string, logger: Logger, listener: DropListener<T> | undefined) {
    this.name = name;
    this.log = new ProblemLog(logger);
    this.listener = listener;
  }

  /** All drops since the start. */
  get total(): number {
    return REASONS.reduce((sum, reason) => sum + this.counts[reason], 0);
  }

  /** A copy of the counters. */
  byReason(): Record<DropReason, number> {
    return { ...this.counts };
  }

  /** Counts `items`, then tells the listener. Everything else must be consistent by now: it may call back. */
  record(reason: DropReason, items: readonly T[]): void {
    const first = this.counts[reason] === 0;
    this.counts[reason] += items.length;
    if (first) this.log.warn(`${this.name} are dropped: ${WORDS[reason]}`);
    if (this.listener === undefined) return;
    if (this.telling) {
      // A listener that adds to a full queue would otherwise call itself without end.
      this.untold[reason] += items.length;
      return;
    }
    this.tellRest();
    this.tell(items.length, reason, items);
  }

  /** Tells of the drops that the listener itself caused. */
  tellRest(): void {
    for (const reason of REASONS) {
      const count = this.untold[reason];
      this.untold[reason] = 0;
      if (count > 0) this.tell(count, reason);
    }
  }

  private tell(...call: Parameters<DropListener<T>>): void {
    this.telling = true;
    try {
      this.listener?.(...call);
    } catch {
      // The counters have it; a listener that fails must not reach an evaluation.
    } finally {
      this.telling = false;
    }
  }
}

function zeros(): Record<DropReason, number> {
  return { full: 0, oversize: 0, unmeasurable: 0, refused: 0, closed: 0 };
}

import type { BackoffOptions } from '../clock/backoff.js';
import type { Clock } from '../clock/clock.js';
import type { Logger } from '../logging/logger.js';
import type { DropListener } from './drops.js';
import type { DropPolicy } from './ring.js';
import type { Sender } from './sender.js';

/** What a tracker is made with. Numbers that are out of range are a `RangeError` that names them. */
export interface TrackerOptions<T> {
  /** What is tracked, for the log, for example `impressions`; default `reports`. */
  readonly name?: string;
  readonly sender: Sender<T>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Size of an item in bytes, as sent, its separator included. Called once per item, when it is added. */
  readonly sizeOf: (item: T) => number;
  /** At most so many items wait, beside one batch in flight; default 10,000. */
  readonly maxItems?: number;
  /** At most so many bytes wait, beside one batch in flight; default 5 MiB. */
  readonly maxBytes?: number;
  /** At most so many items in one batch; as many start a send at once; default 100. */
  readonly batchItems?: number;
  /** At most so many bytes in one batch, unless a single item has more; as many start a send at once; default 512 KiB. */
  readonly batchBytes?: number;
  /** How often whatever waits is sent, in milliseconds; default 10,000. */
  readonly flushIntervalMs?: number;
  /** Who goes when there is no room; default `newest`. */
  readonly dropPolicy?: DropPolicy;
  /** Hears of every drop, synchronously. */
  readonly onDrop?: DropListener<T>;
  /**
   * After how many failed attempts in a row a flush ends without success: a caller's answers `false`, the tracker's own
   * leaves a batch that is not full to the next interval. At least 1; `Infinity` goes on by back-off; default 3.
   */
  readonly attemptsPerFlush?: number;
  /** How long one request may take, in milliseconds; default 10,000. */
  readonly requestTimeoutMs?: number;
  /** Waits between attempts; the engine's own figures by default. */
  readonly backoff?: Omit<BackoffOptions, 'random'>;
  /** A number from 0 (included) to 1 (excluded); default `Math.random`. */
  readonly random?: () => number;
}

/** The numbers of a tracker, complete. */
export interface TrackerFigures {
  readonly maxItems: number;
  readonly maxBytes: number;
  readonly batchItems: number;
  readonly batchBytes: number;
  readonly flushIntervalMs: number;
  readonly attemptsPerFlush: number;
  readonly requestTimeoutMs: number;
}

const DEFAULTS: TrackerFigures = {
  maxItems: 10_000,
  maxBytes: 5 * 1024 * 1024,
  batchItems: 100,
  batchBytes: 512 * 1024,
  flushIntervalMs: 10_000,
  attemptsPerFlush: 3,
  requestTimeoutMs: 10_000,
};

/**
 * Fills in the defaults.
 *
 * @throws RangeError for what is no number of at least 1, or an infinite queue; a provider has checked its own options
 *   under their own names before
 */
export function figuresOf(options: Partial<TrackerFigures>): TrackerFigures {
  const figures = { ...DEFAULTS, ...definedOf(options) };
  for (const name of Object.keys(DEFAULTS) as (keyof TrackerFigures)[]) {
    if (!(figures[name] >= 1)) throw new RangeError(`${name} must be a number of at least 1`);
  }
  for (const name of ['maxItems', 'maxBytes'] as const) {
    if (figures[name] === Infinity) throw new RangeError(`${name} must be finite`);
  }
  return figures;
}

/** The figures among the options, without those that are absent or undefined. */
function definedOf(options: Partial<TrackerFigures>): Partial<TrackerFigures> {
  const names = Object.keys(DEFAULTS) as (keyof TrackerFigures)[];
  return Object.fromEntries(names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
}

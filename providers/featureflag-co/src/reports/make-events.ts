import { HttpSender, Tracker, type Clock, type Logger, type Transport } from '@polyflag/core-engine';
import { headersOf } from '../wire/headers.js';
import { eventSize } from './event-size.js';
import { eventOf } from './event-wire.js';
import type { Report } from './report.js';

export interface EventsParts {
  readonly transport: Pick<Transport, 'request'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly envSecret: string;
  /** The base URL, without a slash at its end. */
  readonly url: string;
  /** So many events wait at most; those that come then are dropped and counted. */
  readonly maxInQueue: number;
  readonly flushIntervalMs: number;
  /** So often a batch that was not delivered is sent again before it is left to the next interval (DECISIONS 26). */
  readonly maxRetries: number;
  /** The wait before that; it grows while nothing can be delivered. */
  readonly retryIntervalMs: number;
}

/** Events in one request (spec §8.1). */
const BATCH = 50;
/** Room for so many bytes of each event: ordinary ones need less, and those with a thousand properties do not all fit. */
const BYTES_EACH = 1_600;
const MIB = 1024 * 1024;

/** The queue of usage and metric events and its way to the backend (spec §8, DECISIONS 26). For one start. */
export function makeEvents(parts: EventsParts): Tracker<Report> {
  const { transport, clock, logger, envSecret, url, maxInQueue, flushIntervalMs, maxRetries, retryIntervalMs } = parts;
  const headers = headersOf(envSecret);
  return new Tracker<Report>({
    name: 'events',
    sender: new HttpSender<Report>({
      transport,
      shape: (batch) => ({
        method: 'POST',
        url: `${url}/api/public/track`,
        headers,
        body: JSON.stringify(batch.map(eventOf)),
        // Who waits for a flush holds the process; events by themselves do not.
        background: true,
      }),
      clock,
    }),
    clock,
    logger,
    sizeOf: eventSize,
    maxItems: maxInQueue,
    maxBytes: Math.max(BYTES_EACH * maxInQueue, MIB),
    batchItems: BATCH,
    batchBytes: MIB,
    flushIntervalMs,
    dropPolicy: 'newest',
    attemptsPerFlush: 1 + maxRetries,
    backoff: { baseMs: retryIntervalMs, jitter: 0 },
  });
}

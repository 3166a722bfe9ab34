import { HttpSender, Tracker, type Clock, type Logger, type Transport } from '@polyflag/core-engine';
import type { HackleRequests } from '../wire/requests.js';
import { keptUser } from '../user/user.js';
import type { EventSink } from './event-sink.js';
import { eventSize } from './event-size.js';
import { eventsOf, Report } from './report.js';

export interface EventsParts {
  readonly transport: Pick<Transport, 'request'>;
  readonly requests: HackleRequests;
  readonly clock: Clock;
  readonly logger: Logger;
}

const MIB = 1024 * 1024;
/** Spec §1.7: events that wait, events in a request, milliseconds between sends. */
const CAPACITY = 10_000;
const BATCH = 100;
const FLUSH_EVERY = 10_000;

/** The queue of events and its way to the backend (spec §1.7, DECISIONS 26). For one start. */
export function makeEvents({ transport, requests, clock, logger }: EventsParts): EventSink {
  const tracker = new Tracker<Report>({
    name: 'events',
    sender: new HttpSender<Report>({
      transport,
      // Who waits for a flush holds the process; events by themselves do not.
      shape: (batch) => ({ ...requests.events(JSON.stringify(eventsOf(batch))), background: true }),
      clock,
    }),
    clock,
    logger,
    sizeOf: eventSize,
    maxItems: CAPACITY,
    // As many ordinary events as there is room for fit in; those with a thousand properties do not.
    maxBytes: 16 * MIB,
    batchItems: BATCH,
    batchBytes: MIB,
    flushIntervalMs: FLUSH_EVERY,
    dropPolicy: 'newest',
  });
  return {
    start: () => {
      tracker.start();
    },
    add: (kind, body, user, given, timestamp) =>
      tracker.add(new Report(kind, body, keptUser(user, given), timestamp ?? clock.now())),
    flush: (deadlineMs) => tracker.flush(deadlineMs),
    close: (deadlineMs) => tracker.close(deadlineMs),
  };
}

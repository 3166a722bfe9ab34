import {
  HttpSender,
  Tracker,
  type Clock,
  type CountedPeriod,
  type HttpRequest,
  type Logger,
  type Sender,
  type Transport,
} from '@polyflag/core-engine';
import type { SplitSettings } from '../config/settings.js';
import type { SplitRequests } from '../wire/requests.js';
import { eventsBody, eventSize, type TrackedEvent } from './event.js';
import { countsBody, countSize } from './impression-counts.js';
import { impressionsBody, impressionSize, type Impression } from './impression.js';
import { MeasuredTransport } from './telemetry/measured-transport.js';
import type { Resource } from './telemetry/resources.js';
import type { Telemetry } from './telemetry/telemetry.js';
import { uniqueKeysBody, uniqueKeySize, type UniqueKey } from './unique-keys.js';

/** The way to the backend. */
export interface Network {
  readonly transport: Pick<Transport, 'request'>;
  readonly requests: SplitRequests;
}

/** A telemetry report, as it is sent. */
export interface TelemetryReport {
  readonly kind: 'config' | 'usage';
  readonly body: string;
}

const MIB = 1024 * 1024;
/** Keys in a body (§6.3). */
const KEYS_PER_BODY = 5000;
/** Pairs of flag and key that may wait for a backend that does not answer. */
const MOST_UNIQUE_KEYS = 100_000;
const MOST_COUNTS = 100_000;
const MOST_TELEMETRY = 10;
const SLOWEST_TELEMETRY = 600_000;
/** What waits is sent when somebody says so: the interval of these queues is out of the way. */
const SENT_ON_DEMAND = 0x7fff_ffff;

export interface OutboxParts {
  readonly settings: SplitSettings;
  readonly network: Network;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The queues to the backend: one for each kind of report, bounded, each with its own rhythm (§6.5, DECISIONS 26). */
export class Outbox {
  readonly impressions: Tracker<Impression>;
  readonly counts: Tracker<CountedPeriod>;
  readonly uniqueKeys: Tracker<UniqueKey>;
  readonly events: Tracker<TrackedEvent>;
  readonly telemetry: Tracker<TelemetryReport>;
  /** Impressions whose count was dropped with its row. */
  countsLost = 0;

  constructor({ settings, network, telemetry, clock, logger }: OutboxParts) {
    const { transport, requests } = network;
    const common = { clock, logger };
    const sender = <T>(resource: Resource, request: (batch: readonly T[]) => HttpRequest): Sender<T> =>
      new HttpSender<T>({
        transport: new MeasuredTransport(transport, telemetry, resource),
        // Who waits for a flush holds the process; reports by themselves do not.
        shape: (batch) => ({ ...request(batch), background: true }),
        clock,
      });
    const { impressionsQueueSize, impressionsBulkSize, labelsEnabled, eventsQueueSize, eventsBulkSize } = settings;
    const impressionBytes = Math.max(5 * MIB, 1024 * impressionsQueueSize);
    this.impressions = new Tracker({
      ...common,
      name: 'impressions',
      sender: sender('impressions', (batch) => requests.impressions(impressionsBody(batch, labelsEnabled))),
      sizeOf: impressionSize,
      maxItems: impressionsQueueSize,
      maxBytes: impressionBytes,
      // A full queue is to be sent even where it holds less than a bulk.
      batchItems: Math.min(impressionsBulkSize, impressionsQueueSize),
      batchBytes: impressionBytes,
      flushIntervalMs: 1_000 * settings.impressionsRefreshRate,
    });
    this.counts = new Tracker({
      ...common,
      name: 'impression counts',
      sender: sender('impressionCounts', (batch) => requests.impressionCounts(countsBody(batch))),
      sizeOf: countSize,
      maxItems: MOST_COUNTS,
      maxBytes: 16 * MIB,
      batchItems: MOST_COUNTS,
      batchBytes: MIB,
      flushIntervalMs: SENT_ON_DEMAND,
      onDrop: (_rows, _reason, dropped = []) => {
        for (const { count } of dropped) this.countsLost += count;
      },
    });
    this.uniqueKeys = new Tracker({
      ...common,
      name: 'unique keys',
      sender: sender('telemetry', (batch) => requests.uniqueKeys(uniqueKeysBody(batch))),
      sizeOf: uniqueKeySize,
      maxItems: MOST_UNIQUE_KEYS,
      maxBytes: 32 * MIB,
      batchItems: KEYS_PER_BODY,
      batchBytes: 2 * MIB,
      flushIntervalMs: SENT_ON_DEMAND,
    });
    this.events = new Tracker({
      ...common,
      name: 'events',
      sender: sender('events', (batch) => requests.events(eventsBody(batch))),
      sizeOf: eventSize,
      maxItems: eventsQueueSize,
      maxBytes: 5 * MIB,
      batchItems: Math.min(eventsBulkSize, eventsQueueSize),
      batchBytes: 5 * MIB,
      flushIntervalMs: 1_000 * settings.eventsPushRate,
    });
    this.telemetry = new Tracker<TelemetryReport>({
      ...common,
      name: 'telemetry',
      sender: sender('telemetry', ([report]) => requestOf(report as TelemetryReport, requests)),
      sizeOf: ({ body }) => body.length,
      maxItems: MOST_TELEMETRY,
      maxBytes: MIB,
      batchItems: 1,
      flushIntervalMs: SENT_ON_DEMAND,
      dropPolicy: 'oldest',
      // A report is a whole batch, so that nothing but the wait between attempts keeps it from being sent again.
      backoff: { maxMs: SLOWEST_TELEMETRY },
    });
  }

  start(): void {
    for (const tracker of this.all) tracker.start();
  }

  async flush(deadlineMs: number): Promise<void> {
    await Promise.all(this.all.map((tracker) => tracker.flush(deadlineMs)));
  }

  async close(deadlineMs: number): Promise<void> {
    await Promise.all(this.all.map((tracker) => tracker.close(deadlineMs)));
  }

  private get all(): readonly Tracker<never>[] {
    const { impressions, counts, uniqueKeys, events, telemetry } = this;
    return [impressions, counts, uniqueKeys, events, telemetry] as readonly Tracker<never>[];
  }
}

function requestOf({ kind, body }: TelemetryReport, requests: SplitRequests): HttpRequest {
  return kind === 'config' ? requests.metricsConfig(body) : requests.metricsUsage(body);
}

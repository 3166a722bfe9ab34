import { every, HttpSender, Tracker, type Clock, type Logger, type Timer, type Transport } from '@polyflag/core-engine';
import type { HackleRequests } from '../../wire/requests.js';
import type { MetricWire } from './metric.js';
import type { Metrics } from './metrics.js';

export interface MetricsOutboxParts {
  readonly transport: Pick<Transport, 'request'>;
  readonly requests: HackleRequests;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Spec §1.8: milliseconds between reports, metrics in a request. */
const INTERVAL = 60_000;
const BATCH = 100;
/** So many metrics wait for a backend that does not answer, each of some 200 bytes; the oldest go first. */
const CAPACITY = 10_000;
const SIZE = 200;
const MIB = 1024 * 1024;
/** A close waits no longer for them: they are no reason to keep a process from its end. In milliseconds. */
const LONGEST_CLOSE = 2_000;

/** The way of metrics to the backend: once a minute, and at the end (spec §1.8). For one start. */
export class MetricsOutbox {
  private readonly metrics: Metrics;
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly tracker: Tracker<MetricWire>;
  private ticker: Timer | undefined;

  constructor({ transport, requests, clock, logger, metrics }: MetricsOutboxParts) {
    this.metrics = metrics;
    this.clock = clock;
    this.logger = logger;
    this.tracker = new Tracker<MetricWire>({
      name: 'metrics',
      sender: new HttpSender<MetricWire>({
        transport,
        shape: (batch) => ({ ...requests.metrics(JSON.stringify({ metrics: batch })), background: true }),
        clock,
      }),
      clock,
      logger,
      sizeOf: () => SIZE,
      maxItems: CAPACITY,
      maxBytes: 4 * MIB,
      batchItems: BATCH,
      batchBytes: MIB,
      flushIntervalMs: INTERVAL,
      dropPolicy: 'oldest',
    });
  }

  start(): void {
    this.tracker.start();
    this.ticker = every(this.clock, INTERVAL, () => {
      this.collect();
      this.tracker.send();
    });
  }

  /** Sends what there is, and ends. Never rejects. @param deadlineMs in milliseconds; of it two seconds at most are used */
  async close(deadlineMs: number): Promise<void> {
    this.ticker?.cancel();
    this.collect();
    await this.tracker.close(Math.min(deadlineMs, LONGEST_CLOSE));
  }

  private collect(): void {
    for (const metric of this.metrics.take()) this.tracker.add(metric);
    const { leftOut } = this.metrics;
    if (leftOut === 0) return;
    this.metrics.leftOut = 0;
    this.logger.warn(`metrics: ${String(leftOut)} decisions were not counted: there were too many kinds of them`);
  }
}

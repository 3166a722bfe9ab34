import { HttpSender, Tracker, type Clock, type HttpRequest, type Transport } from '@polyflag/core-engine';
import type { AnalyticsSettings, AmplitudeSettings } from '../config/settings.js';
import type { AnalyticsEvent, SentEvent } from './events.js';

export interface AnalyticsParts {
  readonly settings: AmplitudeSettings;
  /** Which events, and with which key. */
  readonly analytics: AnalyticsSettings;
  readonly transport: Pick<Transport, 'request'>;
  readonly clock: Clock;
}

/** An event that waits, written down when it came: the caller may change his objects. */
interface Waiting {
  readonly text: string;
  readonly bytes: number;
}

const MIB = 1024 * 1024;

/**
 * The queue of events and its way to the analytics endpoint (spec §4.13, DECISIONS 26). Nothing is started before the first
 * event; after `close` the next one begins anew.
 */
export class Analytics {
  private readonly parts: AnalyticsParts;
  private tracker: Tracker<Waiting> | undefined;
  private count = 0;

  constructor(parts: AnalyticsParts) {
    this.parts = parts;
  }

  /**
   * Takes one event. What does not fit is counted.
   *
   * @throws TypeError for properties that cannot be written as JSON
   */
  add(event: AnalyticsEvent): void {
    const { clock, settings } = this.parts;
    const sent: SentEvent = {
      ...event,
      time: clock.now(),
      event_id: this.count + 1,
      library: settings.library,
    };
    const text = JSON.stringify(sent);
    this.count += 1;
    this.opened().add({ text, bytes: Buffer.byteLength(text) + 1 });
  }

  /** Sends what waits. @returns whether all of it was delivered before the deadline */
  flush(deadlineMs: number): Promise<boolean> {
    return this.tracker?.flush(deadlineMs) ?? Promise.resolve(true);
  }

  /** Sends what waits, and lets go of everything. Never rejects. */
  async close(deadlineMs: number): Promise<void> {
    const { tracker } = this;
    this.tracker = undefined;
    await tracker?.close(deadlineMs);
  }

  private opened(): Tracker<Waiting> {
    if (this.tracker !== undefined) return this.tracker;
    const { transport, clock, settings, analytics } = this.parts;
    const tracker = new Tracker<Waiting>({
      name: 'events',
      // Who waits for a flush holds the process; events by themselves do not.
      sender: new HttpSender<Waiting>({ transport, shape: (batch) => this.requestOf(batch), clock }),
      clock,
      logger: settings.logger,
      sizeOf: ({ bytes }) => bytes,
      maxBytes: 16 * MIB,
      batchItems: analytics.flushQueueSize,
      batchBytes: MIB,
      flushIntervalMs: analytics.flushIntervalMillis,
      attemptsPerFlush: analytics.flushMaxRetries,
      dropPolicy: 'newest',
    });
    tracker.start();
    this.tracker = tracker;
    return tracker;
  }

  private requestOf(batch: readonly Waiting[]): HttpRequest {
    const { settings, analytics, clock } = this.parts;
    const { minIdLength } = analytics;
    const options = minIdLength === undefined ? {} : { min_id_length: minIdLength };
    const events = batch.map(({ text }) => text).join(',');
    const key = JSON.stringify(analytics.apiKey);
    const now = JSON.stringify(new Date(clock.now()));
    return {
      method: 'POST',
      url: `${settings.urls.analytics}${analytics.useBatch ? '/batch' : '/2/httpapi'}`,
      headers: { 'content-type': 'application/json' },
      body: `{"api_key":${key},"events":[${events}],"options":${JSON.stringify(options)},"client_upload_time":${now}}`,
      background: true,
    };
  }
}

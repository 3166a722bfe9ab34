import {
  asCoded,
  notReady,
  ProblemLog,
  StatusFeed,
  systemClock,
  type BackendStatus,
  type Clock,
  type DefinitionsSource,
  type StatusListener,
  type Transport,
} from '@polyflag/core-engine';
import type { HackleSettings } from '../config/settings.js';
import { HackleDefinitions } from '../definitions.js';
import type { EventSink } from '../reports/event-sink.js';
import { DecisionMetrics } from '../reports/metrics/decisions.js';
import { countedLogger } from '../reports/metrics/counted-logger.js';
import type { Metrics } from '../reports/metrics/metrics.js';
import type { MetricsOutbox } from '../reports/metrics/outbox.js';
import { Reports } from '../reports/reports.js';
import { show } from '../wire/read.js';

/** What a runtime is made of. */
export interface RuntimeParts {
  readonly settings: HackleSettings;
  /** Makes the way in which workspaces arrive; called at each start. */
  readonly source: (definitions: HackleDefinitions) => DefinitionsSource;
  /** Makes the way out for events; called at each start. Absent: no event is made. */
  readonly events?: (() => EventSink) | undefined;
  /** Counts what is done; absent: nothing is counted. */
  readonly metrics?: Metrics | undefined;
  /** Makes the way out for what is counted; called at each start. */
  readonly metricsOutbox?: (() => Pick<MetricsOutbox, 'start' | 'close'>) | undefined;
  readonly clock?: Clock | undefined;
  /** Closed when everything else is; absent: there is none. */
  readonly transport?: Pick<Transport, 'close'> | undefined;
}

const words = { failed: 'Hackle could not be started', closed: 'Hackle was closed while it was starting' };

/**
 * What all clients of one SDK key share: definitions, the way they arrive, the way events leave. It lives while somebody
 * holds it, and may be started again then.
 */
export class HackleRuntime {
  readonly settings: HackleSettings;
  readonly definitions: HackleDefinitions;
  readonly log: ProblemLog;
  readonly clock: Clock;
  /** Whether there is a workspace to evaluate. */
  serving = false;
  /** Whether it was started and closed, and nobody holds it: whoever comes next begins with a new one. */
  spent = false;
  /** Where events go, while the runtime is started; absent: nowhere, and none is made. */
  reports: Reports | undefined;
  /** Counts decisions; absent: nobody wants to know. */
  readonly metrics: DecisionMetrics | undefined;
  private readonly parts: RuntimeParts;
  private holders = 0;
  private source: DefinitionsSource | undefined;
  private metricsOutbox: Pick<MetricsOutbox, 'start' | 'close'> | undefined;
  private starting: Promise<void> | undefined;
  private closing: Promise<void> | undefined;
  /** Counts the starts: one that was overtaken by a close ends where it is. */
  private starts = 0;
  private readonly feed: StatusFeed;

  constructor(parts: RuntimeParts) {
    this.parts = parts;
    this.settings = parts.settings;
    this.clock = parts.clock ?? systemClock;
    const { metrics, settings } = parts;
    this.metrics = metrics === undefined ? undefined : new DecisionMetrics(metrics);
    this.log = new ProblemLog(metrics === undefined ? settings.logger : countedLogger(settings.logger, metrics));
    const { clock, log } = this;
    this.feed = new StatusFeed({ clock, log, errorAfterMillis: settings.errorAfterMillis });
    this.definitions = new HackleDefinitions((problem) => {
      this.log.error(problem);
    });
  }

  /** Says once that something cannot be an identifier, and is left out (spec §6.2). */
  readonly onIgnored = (type: string): void => {
    this.log.warn(`the identifier ${show(type)} of a user is left out: it is no text of 1 to 512 characters`);
  };

  /** Holds the runtime; as many calls of `release` let go of it. */
  hold(): void {
    this.spent = false;
    this.holders += 1;
  }

  /**
   * Lets go of the runtime: with the last holder it closes, until then what waits is sent. Never rejects.
   *
   * @param deadlineMs how long it may take, in milliseconds
   */
  async release(deadlineMs: number): Promise<void> {
    this.holders -= 1;
    if (this.holders > 0) {
      await this.flush(deadlineMs);
      return;
    }
    // Also one that waits for an earlier close to end.
    this.starting = undefined;
    this.starts += 1;
    await (this.closing ??= this.close(deadlineMs));
  }

  /** Starts, or joins a start: resolves when there is a workspace, rejects with a coded error. */
  start(): Promise<void> {
    if (this.serving) return Promise.resolve();
    return (this.starting ??= this.begin());
  }

  /** Sends what waits. @returns whether all of it was delivered before the deadline */
  flush(deadlineMs: number): Promise<boolean> {
    return this.reports?.sink.flush(deadlineMs) ?? Promise.resolve(true);
  }

  /** The outage as it stands, for those who did not hear of it. */
  get present(): BackendStatus | undefined {
    return this.feed.present;
  }

  subscribe(listener: StatusListener): () => void {
    return this.feed.subscribe(listener);
  }

  private async begin(): Promise<void> {
    const mine = ++this.starts;
    if (this.closing !== undefined) await this.closing;
    if (this.starts !== mine) throw notReady(words.closed);
    const source = this.parts.source(this.definitions);
    this.source = source;
    const events = this.parts.events?.();
    this.reports = events === undefined ? undefined : new Reports(events, this.clock);
    events?.start();
    this.metricsOutbox = this.parts.metricsOutbox?.();
    this.metricsOutbox?.start();
    const following = {
      isCurrent: () => this.source === source,
      isServing: () => this.serving,
      serve: () => {
        this.serving = true;
      },
    };
    await this.feed.outcomeOf(source.start(this.feed.sinkOf(following)), following, words);
  }

  private async close(deadlineMs: number): Promise<void> {
    const { source, reports, metricsOutbox, clock } = this;
    const began = clock.now();
    this.source = undefined;
    this.metricsOutbox = undefined;
    this.serving = false;
    this.feed.forget();
    this.reports = undefined;
    try {
      await Promise.all([source?.stop(), reports?.sink.close(deadlineMs)]);
      // Last, so that they tell of the last events too.
      await metricsOutbox?.close(Math.max(1, deadlineMs - (clock.now() - began)));
    } catch (error) {
      this.log.error(asCoded(error, 'closing failed').message);
    }
    this.parts.transport?.close();
    this.closing = undefined;
    this.spent = this.holders === 0;
  }
}

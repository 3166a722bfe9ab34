import {
  notReady,
  ProblemLog,
  StatusFeed,
  systemClock,
  withDeadline,
  type Backend,
  type Clock,
  type StatusListener,
  type Timer,
} from '@polyflag/core-engine';
import type { SplitSettings } from '../config/settings.js';
import { SplitDefinitions } from '../definitions/definitions.js';
import type { ImpressionRecorder } from '../reports/impression-recorder.js';
import { makeReports } from '../reports/make-reports.js';
import type { Reports } from '../reports/reports.js';
import { factoriesRunning } from '../reports/telemetry/factories.js';
import type { SyncObserver } from '../sync/observer.js';
import type { Network } from './network.js';
import type { DefinitionsSource } from '../sync/definitions-source.js';

export interface RuntimeParts {
  readonly settings: SplitSettings;
  /** Makes the way in which definitions arrive; called at each start. */
  readonly source: (definitions: SplitDefinitions) => DefinitionsSource;
  readonly clock?: Clock;
  /** The way to the backend; absent where there is none. */
  readonly network?: Network | undefined;
}

const words = { failed: 'Split could not be started', closed: 'Split was closed while it was starting' };

/** A timer that holds the process lasts an hour, and is followed by another. */
const HELD_MS = 3_600_000;

/**
 * What a factory, its client, its manager and an OpenFeature provider share: definitions, the way they arrive, where
 * reports go. It lives until it is closed, and may be started again then.
 */
export class SplitRuntime implements Backend {
  readonly settings: SplitSettings;
  readonly definitions: SplitDefinitions;
  readonly log: ProblemLog;
  readonly clock: Clock;
  /** Where impressions and events go; absent: nobody is to hear of any. */
  readonly reports: Reports | undefined;
  /** Where impressions of everyday evaluations go, which is all that they need; absent where there is none such. */
  readonly recorder: ImpressionRecorder | undefined;
  /** Hears how definitions come. */
  readonly observer: SyncObserver;
  /** The flag sets that definitions are limited to; absent: all. */
  readonly filter: ReadonlySet<string> | undefined;
  /** Whether there are definitions to evaluate. */
  serving = false;
  /** Whether it was ended for good. */
  destroyed = false;
  /** Serving, and nobody wants to hear of evaluations, unless it be `recorder`. */
  quiet = false;
  private readonly makeSource: RuntimeParts['source'];
  private readonly network: Network | undefined;
  private source: DefinitionsSource | undefined;
  private starting: Promise<void> | undefined;
  /** Whether `resume` was called. */
  private resumed = false;
  private readonly feed: StatusFeed;

  constructor({ settings, source, clock = systemClock, network }: RuntimeParts) {
    this.settings = settings;
    this.clock = clock;
    this.makeSource = source;
    this.network = network;
    const { flagSetsFilter } = settings;
    this.filter = flagSetsFilter === undefined ? undefined : new Set(flagSetsFilter);
    this.log = new ProblemLog(settings.logger);
    this.feed = new StatusFeed({ clock, log: this.log, errorAfterMillis: settings.errorAfterMillis });
    this.definitions = new SplitDefinitions(settings, (problem) => {
      this.log.error(problem);
    });
    this.reports = makeReports({ settings, clock, network, defined: () => this.definitions.size() });
    this.recorder = this.reports?.recorder;
    this.observer = this.reports?.telemetry ?? {};
  }

  start(): Promise<void> {
    if (this.destroyed) return Promise.reject(notReady('the Split factory is destroyed'));
    if (this.serving) return Promise.resolve();
    this.starting ??= this.begin();
    return this.starting;
  }

  /**
   * Waits for a start.
   *
   * @param deadlineMs how long at most, in milliseconds; default: for as long as it takes
   */
  async ready(deadlineMs?: number): Promise<void> {
    if (this.serving) return;
    const start = this.start();
    await (deadlineMs === undefined ? this.heldFor(start) : this.within(start, deadlineMs));
  }

  /** Goes on after the first synchronisation (spec §9.2). @returns whether it was to wait for that */
  resume(): boolean {
    if (this.destroyed || this.resumed || !this.settings.preforkedInitialization) return false;
    if (this.source === undefined) this.start().catch(() => undefined);
    this.resumed = this.source?.resume?.() ?? false;
    return this.resumed;
  }

  async close(deadlineMs: number): Promise<void> {
    const { source } = this;
    this.source = undefined;
    this.starting = undefined;
    this.feed.forget();
    this.serve(false);
    await Promise.all([source?.stop(), this.reports?.close(deadlineMs)]);
    if (!this.isStarted()) this.network?.transport.close();
  }

  /** Closes it for good. */
  async destroy(): Promise<void> {
    this.destroyed = true;
    await this.close(this.settings.closeTimeoutMillis);
  }

  async flush(deadlineMs: number): Promise<void> {
    await this.reports?.flush(deadlineMs);
  }

  subscribe(listener: StatusListener): () => void {
    return this.feed.subscribe(listener);
  }

  private async begin(): Promise<void> {
    const source = this.makeSource(this.definitions);
    this.source = source;
    if (this.resumed) source.resume?.();
    this.reports?.start();
    if (this.network !== undefined) this.countFactories();
    const following = {
      isCurrent: () => this.source === source,
      isServing: () => this.serving,
      serve: () => {
        const first = !this.serving;
        this.serve(true);
        if (first) this.reports?.ready();
      },
    };
    await this.feed.outcomeOf(source.start(this.feed.sinkOf(following)), following, words);
  }

  /** One factory is meant to serve a whole application (spec §3.3). */
  private countFactories(): void {
    const { activeFactories, redundantFactories } = factoriesRunning();
    const running = activeFactories + redundantFactories;
    if (running < 2) return;
    const same = redundantFactories === 0 ? '' : ', and not each with an SDK key of its own';
    this.log.warn(`${String(running)} Split factories run in this process${same}; one can be shared by everything`);
  }

  /** A method, because it may be started again while it closes. */
  private isStarted(): boolean {
    return this.source !== undefined;
  }

  private serve(serving: boolean): void {
    this.serving = serving;
    this.quiet = serving && (this.reports === undefined || this.recorder !== undefined);
  }

  /** Keeps the process alive while a start is awaited: what the start itself waits for does not. */
  private async heldFor(start: Promise<void>): Promise<void> {
    let timer: Timer | undefined;
    const hold = (): void => {
      timer = this.clock.schedule(HELD_MS, hold, { hold: true });
    };
    hold();
    try {
      await start;
    } finally {
      timer?.cancel();
    }
  }

  private within(start: Promise<void>, deadlineMs: number): Promise<void> {
    return withDeadline(this.clock, deadlineMs, start, () => {
      throw notReady(`Split was not ready within ${String(deadlineMs)} ms`);
    });
  }
}

import {
  asCoded,
  type CodedError,
  notReady,
  ProblemLog,
  systemClock,
  type Backend,
  type BackendStatus,
  type Clock,
  type StatusListener,
} from '@polyflag/core-engine';
import type { SplitSettings } from '../config/settings.js';
import { SplitDefinitions } from '../definitions.js';
import type { ImpressionRecorder } from '../reports/impression-recorder.js';
import { makeReports, type ReportsParts } from '../reports/make-reports.js';
import type { Reports } from '../reports/reports.js';
import type { DefinitionsSink, DefinitionsSource } from '../sync/definitions-source.js';

export interface RuntimeParts {
  readonly settings: SplitSettings;
  /** Makes the way in which definitions arrive; called at each start. */
  readonly source: (definitions: SplitDefinitions) => DefinitionsSource;
  readonly clock?: Clock;
  /** The way to the backend for reports; absent in localhost mode. */
  readonly network?: ReportsParts['network'];
}

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
  /** The flag sets that definitions are limited to; absent: all. */
  readonly filter: ReadonlySet<string> | undefined;
  /** Whether there are definitions to evaluate. */
  serving = false;
  /** Whether it was ended for good. */
  destroyed = false;
  /** Serving, and nobody wants to hear of evaluations, unless it be `recorder`. */
  quiet = false;
  private readonly makeSource: RuntimeParts['source'];
  private readonly listeners = new Set<StatusListener>();
  private source: DefinitionsSource | undefined;
  private starting: Promise<void> | undefined;
  /** Why definitions may be out of date. */
  private staleness: string | undefined;

  constructor({ settings, source, clock = systemClock, network }: RuntimeParts) {
    this.settings = settings;
    this.clock = clock;
    this.makeSource = source;
    const { flagSetsFilter } = settings;
    this.filter = flagSetsFilter === undefined ? undefined : new Set(flagSetsFilter);
    this.log = new ProblemLog(settings.logger);
    this.definitions = new SplitDefinitions(settings, (problem) => {
      this.log.error(problem);
    });
    this.reports = makeReports({ settings, clock, network, defined: () => this.definitions.size() });
    this.recorder = this.reports?.recorder;
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
    await (deadlineMs === undefined ? start : this.within(start, deadlineMs));
  }

  async close(deadlineMs: number): Promise<void> {
    const { source } = this;
    this.source = undefined;
    this.starting = undefined;
    this.serve(false);
    await Promise.all([source?.stop(), this.reports?.close(deadlineMs)]);
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
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private async begin(): Promise<void> {
    const source = this.makeSource(this.definitions);
    this.source = source;
    this.reports?.start();
    const current = (): boolean => this.source === source;
    const sink: DefinitionsSink = {
      changed: (names) => {
        if (!current()) return;
        const first = !this.serving;
        this.serve(true);
        if (first) this.reports?.ready();
        this.tell({ kind: 'ready' });
        if (!first && names.length > 0) this.tell({ kind: 'changed', flagKeys: names });
      },
      fresh: () => {
        if (!current() || !this.serving) return;
        if (this.staleness !== undefined) this.log.forget(this.staleness);
        this.staleness = undefined;
        this.tell({ kind: 'ready' });
      },
      stale: (message) => {
        if (!current() || !this.serving) return;
        this.staleness = message;
        this.log.warn(message);
        this.tell({ kind: 'stale', message });
      },
      problem: (message) => {
        this.log.warn(message);
      },
    };
    try {
      await source.start(sink);
    } catch (error) {
      if (!current()) throw closedTooEarly();
      const coded = asCoded(error, 'Split could not be started');
      this.log.error(coded.message);
      throw coded;
    }
    if (!current()) throw closedTooEarly();
  }

  private serve(serving: boolean): void {
    this.serving = serving;
    this.quiet = serving && (this.reports === undefined || this.recorder !== undefined);
  }

  private within(start: Promise<void>, deadlineMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = (): void => {
        reject(notReady(`Split was not ready within ${String(deadlineMs)} ms`));
      };
      const timer = this.clock.schedule(deadlineMs, late, { hold: true });
      start.then(resolve, reject).finally(() => {
        timer.cancel();
      });
    });
  }

  private tell(status: BackendStatus): void {
    for (const listener of [...this.listeners]) listener(status);
  }
}

function closedTooEarly(): CodedError {
  return notReady('Split was closed while it was starting');
}

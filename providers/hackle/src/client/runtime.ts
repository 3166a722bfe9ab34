import {
  asCoded,
  notReady,
  ProblemLog,
  systemClock,
  type BackendStatus,
  type Clock,
  type CodedError,
  type StatusListener,
} from '@polyflag/core-engine';
import type { HackleSettings } from '../config/settings.js';
import { HackleDefinitions } from '../definitions.js';
import type { EventSink } from '../reports/event-sink.js';
import { Reports } from '../reports/reports.js';
import type { WorkspaceSink, WorkspaceSource } from '../sync/workspace-source.js';

/** What a runtime is made of. */
export interface RuntimeParts {
  readonly settings: HackleSettings;
  /** Makes the way in which workspaces arrive; called at each start. */
  readonly source: (definitions: HackleDefinitions) => WorkspaceSource;
  /** Makes the way out for events; called at each start. Absent: no event is made. */
  readonly events?: (() => EventSink) | undefined;
  readonly clock?: Clock | undefined;
}

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
  /** Where events go, while the runtime is started; absent: nowhere, and none is made. */
  reports: Reports | undefined;
  private readonly parts: RuntimeParts;
  private readonly listeners = new Set<StatusListener>();
  private holders = 0;
  private source: WorkspaceSource | undefined;
  private starting: Promise<void> | undefined;
  private closing: Promise<void> | undefined;
  /** Why the workspace may be out of date. */
  private staleness: string | undefined;

  constructor(parts: RuntimeParts) {
    this.parts = parts;
    this.settings = parts.settings;
    this.clock = parts.clock ?? systemClock;
    this.log = new ProblemLog(parts.settings.logger);
    this.definitions = new HackleDefinitions((problem) => {
      this.log.error(problem);
    });
  }

  /** Holds the runtime; as many calls of `release` let go of it. */
  hold(): void {
    this.holders += 1;
  }

  /**
   * Lets go of the runtime: with the last holder it closes, until then what waits is sent. Never rejects.
   *
   * @param deadlineMs how long it may take, in milliseconds
   */
  async release(deadlineMs: number): Promise<void> {
    this.holders -= 1;
    if (this.holders > 0) await this.flush(deadlineMs);
    else await (this.closing ??= this.close(deadlineMs));
  }

  /** Starts, or joins a start: resolves when there is a workspace, rejects with a coded error. */
  start(): Promise<void> {
    return (this.starting ??= this.begin());
  }

  /** Sends what waits. @returns whether all of it was delivered before the deadline */
  flush(deadlineMs: number): Promise<boolean> {
    return this.reports?.sink.flush(deadlineMs) ?? Promise.resolve(true);
  }

  subscribe(listener: StatusListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private async begin(): Promise<void> {
    if (this.closing !== undefined) await this.closing;
    const source = this.parts.source(this.definitions);
    this.source = source;
    const events = this.parts.events?.();
    this.reports = events === undefined ? undefined : new Reports(events, this.clock);
    events?.start();
    const current = (): boolean => this.source === source;
    try {
      await source.start(this.sinkFor(current));
    } catch (error) {
      if (!current()) throw closedTooEarly();
      const coded = asCoded(error, 'Hackle could not be started');
      this.log.error(coded.message);
      throw coded;
    }
    if (!current()) throw closedTooEarly();
  }

  private sinkFor(current: () => boolean): WorkspaceSink {
    return {
      changed: (names) => {
        if (!current()) return;
        const first = !this.serving;
        this.serving = true;
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
  }

  private async close(deadlineMs: number): Promise<void> {
    const { source, reports } = this;
    this.source = undefined;
    this.starting = undefined;
    this.serving = false;
    this.reports = undefined;
    try {
      await Promise.all([source?.stop(), reports?.sink.close(deadlineMs)]);
    } catch (error) {
      this.log.error(asCoded(error, 'closing failed').message);
    }
    this.closing = undefined;
  }

  private tell(status: BackendStatus): void {
    for (const listener of [...this.listeners]) listener(status);
  }
}

function closedTooEarly(): CodedError {
  return notReady('Hackle was closed while it was starting');
}

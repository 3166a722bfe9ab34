import {
  asCoded,
  notReady,
  ProblemLog,
  systemClock,
  ToldOutage,
  type Backend,
  type BackendStatus,
  type Clock,
  type CodedError,
  type StatusListener,
  type Transport,
} from '@polyflag/core-engine';
import type { FFCSettings } from '../config/settings.js';
import { FFCDefinitions } from '../definitions.js';
import type { EventSink } from '../reports/event-sink.js';
import { Reports } from '../reports/reports.js';
import type { DefinitionsSink, DefinitionsSource } from '../sync/definitions-source.js';
import type { DataSync } from '../wire/message.js';
import { flagIdPrefix } from '../wire/secret.js';
import { UpdateStatus } from './update-status.js';

/** What a runtime is made of. */
export interface RuntimeParts {
  readonly settings: FFCSettings;
  /** Makes the way in which definitions arrive; called at each start. */
  readonly source: (definitions: FFCDefinitions) => DefinitionsSource;
  /** Makes the way out for events; called at each start. Absent: no event is made. */
  readonly events?: (() => EventSink) | undefined;
  readonly clock?: Clock | undefined;
  /** Closed when everything else is; absent: there is none. */
  readonly transport?: Pick<Transport, 'close'> | undefined;
}

/** Enough for a module to be loaded. */
const OFFLINE_WAIT_MS = 15_000;

/** What lies behind a client: definitions, the way they arrive, the way events leave. It may be started again after a close. */
export class FFCRuntime implements Backend {
  readonly settings: FFCSettings;
  readonly definitions: FFCDefinitions;
  readonly status: UpdateStatus;
  readonly log: ProblemLog;
  readonly clock: Clock;
  /** Whether there is data to evaluate, and the client is open. */
  serving = false;
  /** Where events go, while the runtime is started; absent: nowhere, and none is made. */
  reports: Reports | undefined;
  private readonly parts: RuntimeParts;
  private readonly listeners = new Set<StatusListener>();
  private source: DefinitionsSource | undefined;
  private starting: Promise<void> | undefined;
  private closing: Promise<void> | undefined;
  /** Counts the starts: one that was overtaken by a close ends where it is. */
  private starts = 0;
  /** Starts that wait, to be ended by a close. */
  private readonly waiting = new Set<(error: Error) => void>();
  private readonly outage: ToldOutage;

  constructor(parts: RuntimeParts) {
    this.parts = parts;
    this.settings = parts.settings;
    this.clock = parts.clock ?? systemClock;
    this.status = new UpdateStatus(this.clock);
    this.log = new ProblemLog(parts.settings.logger);
    this.outage = new ToldOutage({
      clock: this.clock,
      errorAfterMillis: parts.settings.errorAfterMillis,
      log: this.log,
      tell: (status) => {
        this.tell(status);
      },
    });
    this.definitions = new FFCDefinitions(flagIdPrefix(parts.settings.envSecret), (problem) => {
      this.log.error(problem);
    });
  }

  /** How long a start may take, in milliseconds. Without a connection there is nothing that a start could wait for in vain. */
  get startWaitMs(): number {
    const { offline, startWait } = this.settings;
    return offline ? OFFLINE_WAIT_MS : Math.max(0, startWait * 1_000);
  }

  /** Starts, or joins a start: resolves when there is data, rejects with a coded error, at the latest with a close. */
  start(): Promise<void> {
    if (this.serving) return Promise.resolve();
    this.starting ??= this.begin();
    const started = this.starting;
    return new Promise((resolve, reject) => {
      this.waiting.add(reject);
      started.then(resolve, reject).finally(() => this.waiting.delete(reject));
    });
  }

  /** As `start`, but for no longer than a time in milliseconds. @returns whether there is data */
  startWithin(deadlineMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (): void => {
        timer?.cancel();
        resolve(this.serving);
      };
      const timer = deadlineMs > 0 ? this.clock.schedule(deadlineMs, settle, { hold: true }) : undefined;
      this.start().then(settle, settle);
      if (timer === undefined) setImmediate(settle);
    });
  }

  /** Delivers what waits, and ends everything. Never rejects. */
  async close(deadlineMs: number): Promise<void> {
    for (const end of this.waiting) end(closedTooEarly());
    this.starting = undefined;
    this.starts += 1;
    await (this.closing ??= this.end(deadlineMs));
  }

  /** Sends what waits. @returns whether all of it was delivered before the deadline */
  flush(deadlineMs: number): Promise<boolean> {
    return this.reports?.sink.flush(deadlineMs) ?? Promise.resolve(true);
  }

  subscribe(listener: StatusListener): () => void {
    this.listeners.add(listener);
    const { present } = this.outage;
    if (present !== undefined) listener(present);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Puts data into force from outside, for a client without a connection: it is open then. */
  takeExternal(data: DataSync): void {
    for (const problem of data.problems) this.log.warn(problem);
    const needs = this.definitions.prepare(data);
    const flagIds = this.definitions.apply(data);
    const first = !this.serving;
    this.serving = true;
    this.status.update('OK');
    if (first) this.outage.ends();
    else this.changed(flagIds);
    void needs?.then(() => {
      this.definitions.recompile(data);
    });
  }

  private async begin(): Promise<void> {
    const mine = ++this.starts;
    if (this.closing !== undefined) await this.closing;
    if (this.starts !== mine) throw closedTooEarly();
    if (this.status.state.stateType === 'OFF') this.status.update('INITIALIZING');
    const { offline, bootstrap } = this.settings;
    if (!offline && bootstrap !== undefined) {
      await this.definitions.prepare(bootstrap);
      if (this.starts !== mine) throw closedTooEarly();
      this.seed(bootstrap);
    }
    const source = this.parts.source(this.definitions);
    this.source = source;
    const events = this.parts.events?.();
    this.reports = events === undefined ? undefined : new Reports(events, this.clock);
    events?.start();
    const current = (): boolean => this.source === source;
    const started = source.start(this.sinkFor(current)).catch((error: unknown) => {
      if (!current()) throw closedTooEarly();
      const coded = asCoded(error, 'featureflag.co could not be started');
      this.log.error(coded.message);
      throw coded;
    });
    // With data of its own a client goes ahead, and learns of the backend's when it comes.
    if (this.serving) started.catch(() => undefined);
    else await started;
    if (!current()) throw closedTooEarly();
  }

  /** What an online client begins with: it asks for what is newer. */
  private seed(data: DataSync): void {
    this.definitions.apply(data);
    this.serving = true;
    this.outage.ends();
  }

  private sinkFor(current: () => boolean): DefinitionsSink {
    let isFresh = false;
    return {
      changed: (flagIds) => {
        if (!current()) return;
        const first = !this.serving;
        this.serving = true;
        // Whether all is well is told apart.
        if (first) this.outage.ends();
        else this.changed(flagIds);
      },
      fresh: () => {
        if (!current()) return;
        isFresh = true;
        this.status.update('OK');
        if (this.serving) this.outage.ends();
      },
      interrupted: (error) => {
        if (!current()) return;
        this.status.update('INTERRUPTED', error);
        // A source does not know of data that a client began with.
        const problem = `the stream: ${error.message}`;
        if (this.serving && !isFresh) this.outage.fails({ problem, code: 'unavailable', since: this.clock.now() });
      },
      stale: (failure) => {
        if (current() && this.serving) this.outage.fails({ since: this.clock.now(), ...failure });
      },
      problem: (message) => {
        this.log.warn(message);
      },
    };
  }

  private async end(deadlineMs: number): Promise<void> {
    const { source, reports } = this;
    this.source = undefined;
    this.serving = false;
    this.outage.forget();
    this.reports = undefined;
    this.status.update('OFF');
    try {
      await Promise.all([source?.stop(), reports?.sink.close(deadlineMs)]);
    } catch (error) {
      this.log.error(asCoded(error, 'stopping failed').message);
    }
    this.parts.transport?.close();
    this.closing = undefined;
  }

  private changed(flagIds: readonly string[]): void {
    if (flagIds.length === 0) return;
    this.tell({ kind: 'changed', flagKeys: this.definitions.keysOf(flagIds) });
  }

  private tell(status: BackendStatus): void {
    for (const listener of [...this.listeners]) listener(status);
  }
}

function closedTooEarly(): CodedError {
  return notReady('featureflag.co was stopped while it was starting');
}

import {
  asCoded,
  notReady,
  ProblemLog,
  StatusFeed,
  systemClock,
  type Backend,
  type Clock,
  type Following,
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

const words = {
  failed: 'featureflag.co could not be started',
  closed: 'featureflag.co was stopped while it was starting',
};

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
  private source: DefinitionsSource | undefined;
  private starting: Promise<void> | undefined;
  private closing: Promise<void> | undefined;
  /** Counts the starts: one that was overtaken by a close ends where it is. */
  private starts = 0;
  /** Starts that wait, to be ended by a close. */
  private readonly waiting = new Set<(error: Error) => void>();
  private readonly feed: StatusFeed;

  constructor(parts: RuntimeParts) {
    this.parts = parts;
    this.settings = parts.settings;
    this.clock = parts.clock ?? systemClock;
    this.status = new UpdateStatus(this.clock);
    this.log = new ProblemLog(parts.settings.logger);
    const { clock, log } = this;
    this.feed = new StatusFeed({ clock, log, errorAfterMillis: parts.settings.errorAfterMillis });
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
    for (const end of this.waiting) end(notReady(words.closed));
    this.starting = undefined;
    this.starts += 1;
    await (this.closing ??= this.end(deadlineMs));
  }

  /** Sends what waits. @returns whether all of it was delivered before the deadline */
  flush(deadlineMs: number): Promise<boolean> {
    return this.reports?.sink.flush(deadlineMs) ?? Promise.resolve(true);
  }

  subscribe(listener: StatusListener): () => void {
    return this.feed.subscribe(listener);
  }

  /** Puts data into force from outside, for a client without a connection: it is open then. */
  takeExternal(data: DataSync): void {
    for (const problem of data.problems) this.log.warn(problem);
    const needs = this.definitions.prepare(data);
    const flagIds = this.definitions.apply(data);
    const first = !this.serving;
    this.serving = true;
    this.status.update('OK');
    if (first) this.feed.ends();
    else this.feed.changed(this.definitions.keysOf(flagIds));
    void needs?.then(() => {
      this.definitions.recompile(data);
    });
  }

  private async begin(): Promise<void> {
    const mine = ++this.starts;
    if (this.closing !== undefined) await this.closing;
    if (this.starts !== mine) throw notReady(words.closed);
    if (this.status.state.stateType === 'OFF') this.status.update('INITIALIZING');
    const { offline, bootstrap } = this.settings;
    if (!offline && bootstrap !== undefined) {
      await this.definitions.prepare(bootstrap);
      if (this.starts !== mine) throw notReady(words.closed);
      this.seed(bootstrap);
    }
    const source = this.parts.source(this.definitions);
    this.source = source;
    const events = this.parts.events?.();
    this.reports = events === undefined ? undefined : new Reports(events, this.clock);
    events?.start();
    const following = {
      isCurrent: () => this.source === source,
      isServing: () => this.serving,
      serve: () => {
        this.serving = true;
      },
      keysOf: (flagIds: readonly string[]) => this.definitions.keysOf(flagIds),
    };
    const started = this.feed.outcomeOf(source.start(this.sinkOf(following)), following, words);
    // With data of its own a client goes ahead, and learns of the backend's when it comes.
    if (this.serving) started.catch(() => undefined);
    else await started;
    if (!following.isCurrent()) throw notReady(words.closed);
  }

  /** What an online client begins with: it asks for what is newer. */
  private seed(data: DataSync): void {
    this.definitions.apply(data);
    this.serving = true;
    this.feed.ends();
  }

  private sinkOf(following: Following): DefinitionsSink {
    const { isCurrent } = following;
    const sink = this.feed.sinkOf(following);
    let isFresh = false;
    return {
      ...sink,
      fresh: () => {
        if (!isCurrent()) return;
        isFresh = true;
        this.status.update('OK');
        sink.fresh();
      },
      interrupted: (error) => {
        if (!isCurrent()) return;
        this.status.update('INTERRUPTED', error);
        // A source does not know of data that a client began with.
        if (!isFresh) sink.stale({ problem: `the stream: ${error.message}`, code: 'unavailable' });
      },
    };
  }

  private async end(deadlineMs: number): Promise<void> {
    const { source, reports } = this;
    this.source = undefined;
    this.serving = false;
    this.feed.forget();
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
}

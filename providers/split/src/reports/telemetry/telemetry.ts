import type { Clock } from '@polyflag/core-engine';
import type { StreamingEventType } from '../../sync/observer.js';
import { Histogram } from './histogram.js';
import { MethodTimes } from './method-times.js';
import { methods, resources, type Method, type Resource } from './resources.js';

/** So many events of the stream are told in one report (§6.6); what comes when there are as many is not. */
const MOST_STREAMING_EVENTS = 20;

/** Figures of somebody else's that go into a usage report. */
export interface UsageFigures {
  readonly impressionsQueued: number;
  readonly impressionsDeduped: number;
  readonly impressionsDropped: number;
  readonly eventsQueued: number;
  readonly eventsDropped: number;
  readonly flags: number;
  readonly segments: number;
  readonly segmentKeys: number;
}

type MethodRecord<T> = Readonly<Record<Method, T>>;

/**
 * What the vendor wants to know of how its client fares (§6.6). Whoever notices something tells it here; a report takes it
 * away. It sends nothing and nothing depends on it.
 */
export class Telemetry {
  /** Latencies by method of the client; see `MethodTimes` for how they are measured. */
  readonly methods: MethodRecord<MethodTimes>;
  private readonly clock: Clock;
  private readonly elapsed: () => number;
  private readonly lastSynced = new Map<Resource, number>();
  private readonly exceptions = new Map<Method, number>();
  private readonly httpLatencies = new Map<Resource, Histogram>();
  private readonly httpErrors = new Map<Resource, Map<number, number>>();
  private readonly inlineUpdates = { flags: 0, ruleBasedSegments: 0 };
  private streaming: { e: number; d: number; t: number }[] = [];
  private tokenRefreshes = 0;
  private authRejections = 0;
  private notReady = 0;

  /** @param elapsed a time in milliseconds that only runs forwards; default the process's */
  constructor(clock: Clock, elapsed: () => number = () => performance.now()) {
    this.clock = clock;
    this.elapsed = elapsed;
    this.methods = Object.fromEntries(
      Object.keys(methods).map((method) => [method, new MethodTimes(elapsed)]),
    ) as MethodRecord<MethodTimes>;
  }

  /** How many evaluations came before there were definitions, since the start of all. */
  get notReadyEvaluations(): number {
    return this.notReady;
  }

  /** Definitions or a token were fetched, or reports were taken. @param at epoch milliseconds; default now */
  synced(resource: Resource, at: number = this.clock.now()): void {
    this.lastSynced.set(resource, at);
  }

  /** A request was answered; in milliseconds. */
  httpLatency(resource: Resource, ms: number): void {
    let histogram = this.httpLatencies.get(resource);
    if (histogram === undefined) this.httpLatencies.set(resource, (histogram = new Histogram()));
    histogram.add(ms);
  }

  /** A request was answered with a status that is no success. */
  httpError(resource: Resource, status: number): void {
    let statuses = this.httpErrors.get(resource);
    if (statuses === undefined) this.httpErrors.set(resource, (statuses = new Map<number, number>()));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }

  /** A call of the client took this long, in milliseconds. */
  latency(method: Method, ms: number): void {
    this.methods[method].add(ms);
  }

  /** An evaluation failed. */
  exception(method: Method): void {
    this.exceptions.set(method, (this.exceptions.get(method) ?? 0) + 1);
  }

  /** Something happened to the stream. @param data by type: publishers, a status, an expiry, a code, a mode; else 0 */
  streamingEvent(type: StreamingEventType, data = 0): void {
    if (this.streaming.length < MOST_STREAMING_EVENTS) this.streaming.push({ e: type, d: data, t: this.clock.now() });
  }

  /** The backend refused the SDK key when a token was asked for. */
  authRejected(): void {
    this.authRejections += 1;
  }

  /** A token for the stream was fetched. */
  tokenRefreshed(): void {
    this.tokenRefreshes += 1;
  }

  /** A definition came with the notification of its change. */
  inlineUpdate(kind: 'flags' | 'ruleBasedSegments'): void {
    this.inlineUpdates[kind] += 1;
  }

  /** A flag was evaluated before there were definitions. */
  notReadyEvaluation(): void {
    this.notReady += 1;
  }

  /** Measures a call. */
  timed<T>(method: Method, call: () => T): T {
    const times = this.methods[method];
    if (--times.left > 0) return call();
    const began = times.begin();
    const result = call();
    times.end(began);
    return result;
  }

  /** A time in milliseconds that only runs forwards. */
  now(): number {
    return this.elapsed();
  }

  /**
   * The body of a usage report; what it tells by the period begins anew.
   *
   * @param sessionMs how long the client has run, in milliseconds
   */
  takeUsage(figures: UsageFigures, sessionMs: number): string {
    const mL = taken(this.methods, methods, (times) => times.take());
    const body = {
      lS: byName(this.lastSynced, resources),
      mL,
      mE: byName(this.exceptions, methods),
      hE: byName(
        mapped(this.httpErrors, (statuses) => Object.fromEntries(statuses)),
        resources,
      ),
      hL: byName(
        mapped(this.httpLatencies, (histogram) => histogram.take()),
        resources,
      ),
      tR: this.tokenRefreshes,
      aR: this.authRejections,
      iQ: figures.impressionsQueued,
      iDe: figures.impressionsDeduped,
      iDr: figures.impressionsDropped,
      spC: figures.flags,
      seC: figures.segments,
      skC: figures.segmentKeys,
      sL: sessionMs,
      eQ: figures.eventsQueued,
      eD: figures.eventsDropped,
      sE: this.streaming,
      t: [],
      ufs: { sp: this.inlineUpdates.flags, rbs: this.inlineUpdates.ruleBasedSegments },
    };
    this.exceptions.clear();
    this.httpErrors.clear();
    this.httpLatencies.clear();
    this.tokenRefreshes = this.authRejections = 0;
    this.streaming = [];
    this.inlineUpdates.flags = this.inlineUpdates.ruleBasedSegments = 0;
    return JSON.stringify(body);
  }
}

function mapped<K, V, W>(map: ReadonlyMap<K, V>, map1: (value: V) => W): Map<K, W> {
  return new Map(Array.from(map, ([key, value]): [K, W] => [key, map1(value)]));
}

function byName<K extends string, V>(map: ReadonlyMap<K, V>, names: Readonly<Record<K, string>>): Record<string, V> {
  return Object.fromEntries(Array.from(map, ([key, value]): [string, V] => [names[key], value]));
}

function taken<K extends string, V, W>(
  from: Readonly<Record<K, V>>,
  names: Readonly<Record<K, string>>,
  take: (value: V) => W | undefined,
): Record<string, W | undefined> {
  return Object.fromEntries((Object.keys(from) as K[]).map((key) => [names[key], take(from[key])]));
}

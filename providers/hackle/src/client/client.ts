import { invalidOption, option, systemClock, type Transport } from '@polyflag/core-engine';
import type { HackleConfig } from '../config/hackle-config.js';
import { readSettings, type HackleSettings } from '../config/settings.js';
import type { EventSink } from '../reports/event-sink.js';
import { makeEvents } from '../reports/make-events.js';
import { countedLogger } from '../reports/metrics/counted-logger.js';
import { MeasuredTransport } from '../reports/metrics/measured-transport.js';
import { Metrics } from '../reports/metrics/metrics.js';
import { MetricsOutbox } from '../reports/metrics/outbox.js';
import { NetworkSource } from '../sync/network-source.js';
import type { DecisionReason } from '../translate/reasons.js';
import { CONTROL } from '../translate/variations.js';
import type { HackleUser } from '../user/user.js';
import { FeatureFlagDetail, featureFlagDetailOf, VariationDetail, variationDetailOf } from './details.js';
import { Evaluations } from './evaluations.js';
import { track, type HackleEvent } from './events.js';
import { holdHandle } from './handle-of.js';
import { Handle } from './handle.js';
import { networkOf, type Network } from './network.js';
import { HackleRemoteConfig } from './remote-config.js';
import { HackleRuntime, type RuntimeParts } from './runtime.js';
import { sharedRuntime } from './shared-runtimes.js';

/**
 * An option that only our own tests and tools know: parts of the runtime to be used instead of the ordinary ones. A client
 * with parts shares nothing, unless they say so.
 */
export const runtimeParts = Symbol('runtime parts');

interface Parts extends Partial<Pick<RuntimeParts, 'source' | 'events' | 'clock'>> {
  readonly transport?: Transport;
  readonly shared?: boolean;
}

type Given = HackleConfig & { readonly [runtimeParts]?: Parts };

/**
 * Hackle's client (spec §7). Decisions are made from memory, synchronously; none throws and none waits: what cannot be
 * decided is the default, and the reason is logged once.
 *
 * Making one does no I/O and starts no timer; `initialize` does. Clients of one SDK key and the same addresses share one
 * workspace and one queue of events: what the first of them was configured with counts, and the last `close` ends it.
 */
export class HackleClient {
  readonly #handle: Handle;
  readonly #evaluations: Evaluations;

  /**
   * @param sdkKey the server SDK key
   * @throws CodedError naming the option that is unknown, or wrong in type or range, and what it takes
   */
  constructor(sdkKey: string, config: HackleConfig = {}) {
    if (!option.isRecord(config)) throw invalidOption('HackleClient: the configuration is an object of options');
    const { [runtimeParts]: parts, ...documented } = config as Given;
    const { settings, warnings } = readSettings('HackleClient', sdkKey, documented);
    const whole = partsOf(settings, parts);
    this.#handle = new Handle(findRuntime(whole, parts?.shared ?? parts === undefined));
    for (const warning of warnings) this.#handle.runtime.log.warn(`HackleClient: ${warning}`);
    this.#evaluations = new Evaluations(this.#handle);
    holdHandle(this, this.#handle);
  }

  /**
   * Starts, and waits until a workspace is there, for `initTimeoutMillis` at most. Harmless when repeated, also after
   * `close`. Rejects with a coded error; connecting goes on after that.
   */
  async initialize(): Promise<void> {
    await this.#handle.startWithin(this.#handle.runtime.settings.initTimeoutMillis);
  }

  /** Whether a workspace is there. */
  get initialized(): boolean {
    return this.#handle.serving;
  }

  /**
   * The variation of an A/B test.
   *
   * @param key the number of the A/B test
   * @param user an id, or an object with at least one identifier
   * @param defaultVariation what is given where nothing is decided; default `A`
   */
  variation(key: number, user: HackleUser | string, defaultVariation = CONTROL): string {
    const fallback = typeof defaultVariation === 'string' ? defaultVariation : CONTROL;
    const decided = this.#evaluations.flag('experiment', 'variation', key, user, fallback);
    return typeof decided === 'string' ? fallback : (decided.outcome?.variant ?? fallback);
  }

  /** The variation of an A/B test, with the reason and its parameters. */
  variationDetail(key: number, user: HackleUser | string, defaultVariation = CONTROL): VariationDetail {
    const fallback = typeof defaultVariation === 'string' ? defaultVariation : CONTROL;
    const decided = this.#evaluations.flag('experiment', 'variationDetail', key, user, fallback);
    const detail = typeof decided === 'string' ? undefined : variationDetailOf(decided);
    return detail ?? new VariationDetail(fallback, refusalOf(decided));
  }

  /** Whether a feature flag is on; off where nothing is decided. */
  isFeatureOn(key: number, user: HackleUser | string): boolean {
    const decided = this.#evaluations.flag('feature', 'isFeatureOn', key, user, CONTROL);
    return typeof decided !== 'string' && (decided.outcome?.variant ?? CONTROL) !== CONTROL;
  }

  /** Whether a feature flag is on, with the reason and the parameters of its variation. */
  featureFlagDetail(key: number, user: HackleUser | string): FeatureFlagDetail {
    const decided = this.#evaluations.flag('feature', 'featureFlagDetail', key, user, CONTROL);
    const detail = typeof decided === 'string' ? undefined : featureFlagDetailOf(decided);
    return detail ?? new FeatureFlagDetail(false, refusalOf(decided));
  }

  /** The remote config parameters for a user. */
  remoteConfig(user: HackleUser | string): HackleRemoteConfig {
    return new HackleRemoteConfig(this.#evaluations, user);
  }

  /**
   * Records an event of a user.
   *
   * @param event its key, or an object with key, value and properties
   */
  track(event: HackleEvent | string, user: HackleUser | string): void {
    track(this.#handle, event, user);
  }

  /**
   * Sends what waits to be sent.
   *
   * @param deadlineMs how long at most, in milliseconds; default `closeTimeoutMillis`
   * @returns whether all of it was delivered
   */
  async flush(deadlineMs = this.#handle.runtime.settings.closeTimeoutMillis): Promise<boolean> {
    return this.#handle.flush(deadlineMs);
  }

  /** Sends what waits, within `closeTimeoutMillis`, and ends everything. Never rejects; `initialize` may follow. */
  async close(): Promise<void> {
    await this.#handle.close(this.#handle.runtime.settings.closeTimeoutMillis);
  }

  /** What a log shows of a client: nothing of its configuration. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `HackleClient { initialized: ${String(this.initialized)} }`;
  }
}

function findRuntime(parts: RuntimeParts, shared: boolean): () => HackleRuntime {
  if (shared) return () => sharedRuntime(parts);
  const own = new HackleRuntime(parts);
  return () => own;
}

/** What the runtime of a client is made of. With a source that is handed over nothing is sent, unless that is too. */
function partsOf(settings: HackleSettings, { clock = systemClock, transport, ...given }: Parts = {}): RuntimeParts {
  const network = { ...networkOf('HackleClient', settings, clock), ...(transport === undefined ? {} : { transport }) };
  const { pollingIntervalMillis } = settings;
  const isOverNetwork = given.source === undefined || transport !== undefined;
  const metrics = settings.enableMonitoring && isOverNetwork ? new Metrics() : undefined;
  const logger = metrics === undefined ? settings.logger : countedLogger(settings.logger, metrics);
  const measured = (operation: 'get.workspace' | 'post.events'): Network =>
    metrics === undefined
      ? network
      : { requests: network.requests, transport: new MeasuredTransport(network.transport, metrics, operation) };
  const events = (): EventSink => makeEvents({ ...measured('post.events'), clock, logger });
  return {
    settings,
    clock,
    source: (definitions) =>
      new NetworkSource({ ...measured('get.workspace'), clock, definitions, pollingIntervalMillis }),
    events: isOverNetwork ? events : undefined,
    metrics,
    metricsOutbox: metrics === undefined ? undefined : () => new MetricsOutbox({ ...network, clock, logger, metrics }),
    transport: network.transport,
    ...given,
  };
}

function refusalOf(decided: unknown): DecisionReason {
  return typeof decided === 'string' ? (decided as DecisionReason) : 'EXCEPTION';
}

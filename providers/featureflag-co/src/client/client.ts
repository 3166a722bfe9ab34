import { CodedError, invalidOption, option, systemClock } from '@polyflag/core-engine';
import type { FFCConfig } from '../config/ffc-config.js';
import { readSettings, type FFCSettings } from '../config/settings.js';
import { makeEvents } from '../reports/make-events.js';
import { keptOf } from '../reports/kept.js';
import { DocumentSource } from '../sync/document-source.js';
import { NetworkSource } from '../sync/network-source.js';
import type { FFCUser } from '../user/user.js';
import { decodeMessage } from '../wire/message.js';
import { askAll, type AllFlagStates } from './all-flag-states.js';
import { Evaluations } from './evaluations.js';
import { defaultDetail, FlagState } from './flag-state.js';
import { trackAll } from './metrics.js';
import { networkOf } from './network.js';
import { holdRuntime } from './runtime-of.js';
import { FFCRuntime, type RuntimeParts } from './runtime.js';
import { UpdateStatusProvider } from './update-status.js';

/** An option that only our own tests and tools know: parts of the runtime to be used instead of the ordinary ones. */
export const runtimeParts = Symbol('runtime parts');

type Parts = Partial<Pick<RuntimeParts, 'source' | 'events' | 'clock'>>;

type Given = FFCConfig & { readonly [runtimeParts]?: Parts };

/**
 * featureflag.co's client (spec §3). Decisions are made from memory, synchronously; none throws and none waits: what cannot be
 * decided is the default, and the reason is logged once.
 *
 * Making one does no I/O and starts no timer; `initialize` does.
 */
export class FFCClient {
  /** How the definitions are doing, and a way to wait for them. */
  readonly updateStatusProvider: UpdateStatusProvider;
  readonly #runtime: FFCRuntime;
  readonly #evaluations: Evaluations;

  /**
   * @param envSecret the secret of an environment; may be empty for a client that is offline
   * @throws CodedError naming the option that is unknown, or wrong in type or range, and what it takes
   */
  constructor(envSecret: string, config: FFCConfig = {}) {
    if (!option.isRecord(config)) throw invalidOption('FFCClient: the configuration is an object of options');
    const { [runtimeParts]: parts, ...documented } = config as Given;
    const { settings, warnings } = readSettings('FFCClient', envSecret, documented);
    this.#runtime = new FFCRuntime(partsOf(settings, parts));
    for (const warning of warnings) this.#runtime.log.warn(`FFCClient: ${warning}`);
    this.#evaluations = new Evaluations(this.#runtime);
    this.updateStatusProvider = new UpdateStatusProvider(this.#runtime.status, () => {
      this.#runtime.start().catch(() => undefined);
    });
    holdRuntime(this, this.#runtime);
  }

  /**
   * Starts, and waits until there is data, for `startWait` at most. Harmless when repeated, also after `stop`. Never rejects:
   * connecting goes on, and the client is ready when data comes.
   *
   * @returns whether there is data
   */
  async initialize(): Promise<boolean> {
    return this.#runtime.startWithin(this.#runtime.startWaitMs);
  }

  /** Whether there is data, and the client is open. */
  get initialized(): boolean {
    return this.#runtime.serving;
  }

  isOffline(): boolean {
    return this.#runtime.settings.offline;
  }

  /**
   * What a flag answers: the text of an option.
   *
   * @param defaultValue given where nothing is decided, unless the option `defaults` says otherwise; default `null`
   */
  variation(flagKey: string, user: FFCUser, defaultValue: unknown = null): unknown {
    const decided = this.#evaluations.flag('variation', flagKey, user);
    return typeof decided === 'string' ? this.#defaultOf(flagKey, defaultValue) : decided.outcome?.value;
  }

  /** What a flag answers, with the reason and the option's id. */
  variationDetail(flagKey: string, user: FFCUser, defaultValue: unknown = null): FlagState {
    const decided = this.#evaluations.flag('variationDetail', flagKey, user);
    if (typeof decided !== 'string') return keptOf(decided).state;
    return new FlagState(defaultDetail(decided, flagKey, this.#defaultOf(flagKey, defaultValue)));
  }

  /** Whether a flag answers one of the words `y`, `yes`, `t`, `true`, `on` and `1`, in any case. */
  isEnabled(flagKey: string, user: FFCUser): boolean {
    const value = this.variation(flagKey, user, 'off');
    return typeof value === 'string' && enabledWords.has(value.toLowerCase());
  }

  /** What all flags answer for a user. No event is sent before one of them is asked for. */
  getAllLatestFlagVariations(user: FFCUser): AllFlagStates {
    return askAll(this.#runtime, this.#evaluations, user);
  }

  /** Whether there is a flag of that key that is not archived. */
  isFlagKnown(flagKey: string): boolean {
    return this.#runtime.serving && this.#runtime.definitions.flag(flagKey) !== undefined;
  }

  /**
   * Records a metric of a user, after the evaluation that it belongs to.
   *
   * @param value above 0; default 1
   */
  trackMetric(user: FFCUser, eventName: string, value = 1): void {
    const metrics = typeof eventName === 'string' ? Object.fromEntries([[eventName, value]]) : undefined;
    trackAll(this.#runtime, 'trackMetric', user, metrics);
  }

  /** Records several metrics of a user in one event: values by names. */
  trackMetrics(user: FFCUser, metrics: Readonly<Record<string, number>>): void {
    trackAll(this.#runtime, 'trackMetrics', user, metrics);
  }

  /**
   * Puts the definitions of a data-sync message into force, if the client is offline.
   *
   * @param json the text of a whole message, as the backend sends it
   * @returns false, and nothing changes: the client is online, the text is blank, or it is no such message
   * @throws CodedError PARSE_ERROR when it is not JSON
   */
  initializeFromExternalJson(json: string): boolean {
    if (!this.isOffline() || typeof json !== 'string' || json.trim() === '') return false;
    const received = decodeMessage(parsed(json));
    if (received.kind !== 'data') return false;
    this.#runtime.takeExternal(received.data);
    return true;
  }

  /**
   * Sends what waits to be sent.
   *
   * @param deadlineMs how long at most, in milliseconds; default `closeTimeoutMillis`
   * @returns whether all of it was delivered
   */
  async flush(deadlineMs = this.#runtime.settings.closeTimeoutMillis): Promise<boolean> {
    return this.#runtime.flush(deadlineMs);
  }

  /** Sends what waits, within `closeTimeoutMillis`, and ends everything. Never rejects; `initialize` may follow. */
  async stop(): Promise<void> {
    await this.#runtime.close(this.#runtime.settings.closeTimeoutMillis);
  }

  /** What a log shows of a client: nothing of its configuration. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `FFCClient { initialized: ${String(this.initialized)} }`;
  }

  #defaultOf(flagKey: unknown, given: unknown): unknown {
    const { defaults } = this.#runtime.settings;
    return defaults.has(flagKey as string) ? defaults.get(flagKey as string) : given;
  }
}

/** Spec §7.3. */
const enabledWords: ReadonlySet<string> = new Set(['y', 'yes', 't', 'true', 'on', '1']);

const MS = 1_000;

/** What the runtime of a client is made of. With a source that is handed over nothing is sent, unless that is too. */
function partsOf(settings: FFCSettings, { clock = systemClock, ...given }: Parts = {}): RuntimeParts {
  if (settings.offline) {
    return { settings, clock, source: (target) => new DocumentSource(target, settings.bootstrap), ...given };
  }
  const { envSecret, logger, urls, streamVersion, pingInterval, streamingFirstRetryDelay } = settings;
  const network = networkOf(settings, clock);
  return {
    settings,
    clock,
    source: (target) =>
      new NetworkSource({
        clock,
        transport: network.stream,
        target,
        address: { envSecret, url: urls.streaming, version: streamVersion },
        pingIntervalMs: pingInterval * MS,
        firstRetryDelayMs: streamingFirstRetryDelay * MS,
      }),
    events: given.source === undefined ? () => eventsOf(settings, network, clock, logger) : undefined,
    transport: network,
    ...given,
  };
}

function eventsOf(
  settings: FFCSettings,
  { requests }: ReturnType<typeof networkOf>,
  clock: NonNullable<Parts['clock']>,
  logger: FFCSettings['logger'],
): ReturnType<typeof makeEvents> {
  const { envSecret, urls, eventsMaxInQueue, eventsFlushInterval, eventsMaxRetries, eventsRetryInterval } = settings;
  return makeEvents({
    transport: requests,
    clock,
    logger,
    envSecret,
    url: urls.events,
    maxInQueue: eventsMaxInQueue,
    flushIntervalMs: eventsFlushInterval * MS,
    maxRetries: eventsMaxRetries,
    retryIntervalMs: eventsRetryInterval * MS,
  });
}

/** The parser's error is dropped: it quotes the text. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw new CodedError('PARSE_ERROR', 'initializeFromExternalJson: the text is not JSON');
  }
}

import { isRaw, invalidOption, systemClock, type Transport } from '@polyflag/core-engine';
import { readSettings } from '../config/settings.js';
import type { SplitConfig } from '../config/split-config.js';
import { LocalhostSource } from '../sync/localhost.js';
import { NetworkSource } from '../sync/network/network-source.js';
import { SplitClient } from './client.js';
import { SplitManager } from './manager.js';
import { networkOf } from './network.js';
import { holdRuntime } from './runtime-of.js';
import { SplitRuntime, type RuntimeParts } from './runtime.js';

/** The key that stands for definitions from a file (spec §8). */
export const LOCALHOST = 'localhost';

/** An option that only our own tests and tools know: parts of the runtime to be used instead of the ordinary ones. */
export const runtimeParts = Symbol('runtime parts');

type Parts = Partial<Pick<RuntimeParts, 'source' | 'clock'>> & { readonly transport?: Transport };
type Given = SplitConfig & { readonly [runtimeParts]?: Parts };

let peek: (factory: SplitFactory) => SplitClient;

/** The client of a factory, which is not started by it. */
export function clientOf(factory: SplitFactory): SplitClient {
  return peek(factory);
}

/**
 * Split's factory (spec §9.1): one client and one manager over one set of definitions.
 *
 * Making one does no I/O and starts no timer. `client()` and `blockUntilReady()` start it.
 */
export class SplitFactory {
  readonly #runtime: SplitRuntime;
  readonly #client: SplitClient;
  readonly #manager: SplitManager;

  static {
    peek = (factory) => factory.#client;
  }

  /**
   * @param sdkKey the key of an environment, for servers; `localhost` for definitions from a file
   * @param options by the vendor's documented names; see the README
   * @throws CodedError naming the option that is unknown, or wrong in type or range, and what it takes; or that the SDK key
   *   cannot be sent
   */
  constructor(sdkKey: string, options: SplitConfig = {}) {
    if (!isRaw(options)) throw invalidOption('SplitFactory: the options are an object');
    const { [runtimeParts]: parts = {}, ...documented } = options as Given;
    const { settings, warnings } = readSettings('SplitFactory', sdkKey, documented);
    const { transport, clock = systemClock, ...others } = parts;
    const network =
      sdkKey === LOCALHOST
        ? undefined
        : { ...networkOf('SplitFactory', sdkKey, settings, clock), ...(transport === undefined ? {} : { transport }) };
    const runtime: SplitRuntime = new SplitRuntime({
      source: (definitions) =>
        network === undefined
          ? new LocalhostSource(settings, definitions, clock)
          : new NetworkSource({ settings, definitions, backend: { ...network, clock, observer: runtime.observer } }),
      network,
      clock,
      ...others,
      settings,
    });
    for (const warning of warnings) runtime.log.warn(`SplitFactory: ${warning}`);
    this.#runtime = runtime;
    this.#client = new SplitClient(runtime);
    this.#manager = new SplitManager(runtime);
    holdRuntime(this, runtime);
  }

  /** The client, always the same. Starts the factory; how that ends is told by `blockUntilReady` and the log. */
  client(): SplitClient {
    if (!this.#runtime.destroyed) this.#runtime.start().catch(() => undefined);
    return this.#client;
  }

  /** The manager, always the same. */
  manager(): SplitManager {
    return this.#manager;
  }

  /**
   * Waits until definitions are there. Starts the factory.
   *
   * @param seconds how long at most; default: for as long as it takes
   * @throws CodedError PROVIDER_NOT_READY when time runs out, or what the start failed with
   */
  async blockUntilReady(seconds?: number): Promise<void> {
    await this.#runtime.ready(seconds === undefined ? undefined : seconds * 1_000);
  }

  /** Ends the waiting that `preforkedInitialization` asks for (spec §9.2). Where nothing waits: a warning. */
  resume(): void {
    if (!this.#runtime.resume())
      this.#runtime.log.warn('resume: there is nothing to resume; the factory does not wait for it');
  }

  /** Whether definitions are there. */
  get ready(): boolean {
    return this.#runtime.serving;
  }

  get destroyed(): boolean {
    return this.#runtime.destroyed;
  }

  /** Reports what waits to be reported, within `closeTimeoutMillis`, and ends everything, for good. Never rejects. */
  async destroy(): Promise<void> {
    await this.#runtime.destroy();
  }

  /** What a log shows of a factory: nothing of its configuration. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `SplitFactory { ready: ${String(this.ready)}, destroyed: ${String(this.destroyed)} }`;
  }
}

import { inspect } from 'node:util';
import { CodedError, invalidOption } from '@polyflag/core-engine';
import { machineOf } from '../config/machine.js';
import { readSettings, type SplitSettings } from '../config/settings.js';
import type { SplitConfig } from '../config/split-config.js';
import type { Network } from '../reports/outbox.js';
import { LocalhostSource } from '../sync/localhost.js';
import { isObject } from '../wire/matchers.js';
import { SplitRequests } from '../wire/requests.js';
import { SplitClient } from './client.js';
import { SplitManager } from './manager.js';
import { holdRuntime } from './runtime-of.js';
import { SplitRuntime, type RuntimeParts } from './runtime.js';

/** The key that stands for definitions from a file (spec §8). */
const LOCALHOST = 'localhost';

/** An option that only our own tests and tools know: parts of the runtime to be used instead of the ordinary ones. */
export const runtimeParts = Symbol('runtime parts');

type Given = SplitConfig & {
  readonly [runtimeParts]?: Partial<Pick<RuntimeParts, 'source' | 'clock'>> & {
    /** A way to the backend, where there is to be one. */
    readonly transport?: Network['transport'];
  };
};

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
   * @param sdkKey `localhost` for definitions from a file
   * @param options by the vendor's documented names; see the README
   * @throws CodedError naming the option that is unknown, or wrong in type or range, and what it takes
   */
  constructor(sdkKey: string, options: SplitConfig = {}) {
    if (!isObject(options)) throw invalidOption('SplitFactory: the options are an object');
    const { [runtimeParts]: parts = {}, ...documented } = options as Given;
    const { settings, warnings } = readSettings('SplitFactory', sdkKey, documented);
    if (sdkKey !== LOCALHOST && parts.source === undefined) {
      throw new CodedError('GENERAL', 'the SDK key must be "localhost": definitions come from a file so far');
    }
    const { transport, ...others } = parts;
    const runtime: SplitRuntime = new SplitRuntime({
      source: (definitions) => new LocalhostSource(settings, definitions, runtime.clock),
      ...others,
      settings,
      ...(transport === undefined ? {} : { network: networkOf(sdkKey, settings, transport) }),
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

  /** Ends the waiting that `preforkedInitialization` asks for. Definitions from a file know no such waiting: a warning. */
  resume(): void {
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
  [inspect.custom](): string {
    return `SplitFactory { ready: ${String(this.ready)}, destroyed: ${String(this.destroyed)} }`;
  }
}

function networkOf(
  sdkKey: string,
  settings: SplitSettings,
  transport: Network['transport'],
): Network & { readonly sdkKey: string } {
  return { sdkKey, transport, requests: new SplitRequests({ ...settings, sdkKey, machine: machineOf(settings) }) };
}

import {
  BaseProvider,
  CodedError,
  readOwnOptions,
  refuseClientOptions,
  type Backend,
  type Explanation,
} from '@polyflag/core-engine';
import { HackleClient } from './client/client.js';
import { handleOf } from './client/handle-of.js';
import type { Handle } from './client/handle.js';
import type { HackleConfig, HackleProviderConfig } from './config/hackle-config.js';
import { providerOptions } from './config/hackle-options.js';
import { HackleFace } from './face.js';
import { FlagKeys } from './flag-keys.js';

/**
 * OpenFeature provider for Hackle: A/B tests, feature flags and remote config parameters behind OpenFeature's four typed
 * questions (spec §9).
 *
 * `new HackleProvider(sdkKey, config)` makes a client and closes it. `new HackleProvider(client, config)` shares one and
 * leaves it open; its config holds the provider's own options only.
 */
export class HackleProvider extends BaseProvider<Explanation> {
  /** The vendor's own API over the same workspace. */
  readonly client: HackleClient;

  /** @throws CodedError naming the option that is unknown, or wrong in type or range, and what it takes */
  constructor(sdkKey: string, config?: HackleProviderConfig);
  constructor(client: HackleClient, config?: Omit<HackleProviderConfig, keyof HackleConfig>);
  constructor(given: string | HackleClient, config: HackleProviderConfig = {}) {
    const { own: settings, rest } = readOwnOptions('HackleProvider', config, providerOptions);
    const owned = typeof given === 'string';
    const client = owned ? new HackleClient(given, rest as HackleConfig) : given;
    const handle = handleOf(client);
    if (handle === undefined) {
      throw new CodedError('GENERAL', 'HackleProvider takes an SDK key and options, or a HackleClient');
    }
    if (!owned) refuseClientOptions('HackleProvider', rest);
    const keys = new FlagKeys(settings);
    const { logger, initTimeoutMillis, closeTimeoutMillis } = handle.runtime.settings;
    super({
      name: 'hackle',
      backend: backendOf(handle, keys),
      face: new HackleFace(handle, keys, settings),
      owned,
      logger,
      initTimeoutMillis,
      closeTimeoutMillis,
      clock: handle.runtime.clock,
    });
    this.client = client;
  }
}

/** The client's part in its runtime, with changes under the keys that OpenFeature evaluates. */
function backendOf(handle: Handle, keys: FlagKeys): Backend {
  return {
    start: () => handle.start(),
    close: (deadlineMs) => handle.close(deadlineMs),
    flush: (deadlineMs) => handle.flush(deadlineMs),
    subscribe: (listener) =>
      handle.subscribe((status) => {
        if (status.kind !== 'changed') listener(status);
        else listener({ ...status, flagKeys: status.flagKeys.flatMap((name) => keys.keysOf(name)) });
      }),
  };
}

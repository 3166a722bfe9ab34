import {
  BaseProvider,
  CodedError,
  invalidOption,
  readOwnOptions,
  refuseClientOptions,
  type Backend,
  type Explanation,
} from '@polyflag/core-engine';
import { ExperimentClient } from './client/client.js';
import { runtimeOf } from './client/runtime-of.js';
import type { ClientRuntime } from './client/runtime.js';
import type { AmplitudeConfig, AmplitudeProviderConfig } from './config/amplitude-config.js';
import { providerOptions } from './config/amplitude-options.js';
import { AmplitudeFace } from './face.js';
import { LocalDecisions } from './local/local-decisions.js';
import { RemoteEvaluation } from './remote/remote-evaluation.js';

/**
 * OpenFeature provider for Amplitude Experiment (spec §6): flags that the backend evaluates, one fetch for all flags of a
 * user; with `localEvaluation: true` flags that are evaluated here.
 *
 * `new AmplitudeProvider(deploymentKey, config)` makes a client and closes it. `new AmplitudeProvider(client, config)` shares
 * one and leaves it open; its config holds the provider's own options only.
 */
export class AmplitudeProvider extends BaseProvider<Explanation> {
  /** The vendor's own API with the same configuration. */
  readonly client: ExperimentClient;

  /** @throws CodedError naming the option that is unknown, or wrong in type or range, and what it takes */
  constructor(deploymentKey: string, config?: AmplitudeProviderConfig);
  constructor(client: ExperimentClient, config?: Omit<AmplitudeProviderConfig, keyof AmplitudeConfig>);
  constructor(given: string | ExperimentClient, config: AmplitudeProviderConfig = {}) {
    const { own: settings, rest } = readOwnOptions('AmplitudeProvider', config, providerOptions);
    const owned = typeof given === 'string';
    const client = owned ? new ExperimentClient(given, rest as AmplitudeConfig) : given;
    const runtime = runtimeOf(client);
    if (runtime === undefined) {
      throw new CodedError('GENERAL', 'AmplitudeProvider takes a deployment key and options, or an ExperimentClient');
    }
    if (runtime.settings.deploymentKey.trim() === '') {
      throw invalidOption('AmplitudeProvider: the deployment key is blank');
    }
    if (!owned) refuseClientOptions('AmplitudeProvider', rest);
    const remote = runtime.local === undefined ? new RemoteEvaluation(runtime, settings) : undefined;
    const evaluation = remote ?? new LocalDecisions(runtime, settings);
    const { logger, initTimeoutMillis, closeTimeoutMillis } = runtime.settings;
    super({
      name: 'amplitude',
      backend: backendOf(runtime, remote),
      face: new AmplitudeFace(runtime, evaluation, settings),
      owned,
      logger,
      initTimeoutMillis,
      closeTimeoutMillis,
      clock: runtime.clock,
    });
    this.client = client;
  }
}

/** What the provider starts and ends. Where the backend evaluates, there is nothing to wait for. */
function backendOf(runtime: ClientRuntime, remote: RemoteEvaluation | undefined): Backend {
  const { local } = runtime;
  return {
    start: () => {
      if (runtime.analytics === undefined) runtime.log.info('exposures are not sent: there is no "analyticsApiKey"');
      return local?.start() ?? Promise.resolve();
    },
    close: async (deadlineMs) => {
      remote?.clear();
      await runtime.close(deadlineMs);
    },
    flush: async (deadlineMs) => {
      remote?.clear();
      await runtime.flush(deadlineMs);
    },
    subscribe: (listener) => local?.subscribe(listener) ?? (() => undefined),
  };
}

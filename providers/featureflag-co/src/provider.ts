import { BaseProvider, CodedError, type Explanation } from '@polyflag/core-engine';
import { FFCClient } from './client/client.js';
import { runtimeOf } from './client/runtime-of.js';
import type { FFCConfig } from './config/ffc-config.js';
import { FFCFace } from './face.js';

/**
 * OpenFeature provider for featureflag.co (spec §13): flags whose every value is text, behind OpenFeature's four typed questions.
 *
 * `new FeatureFlagCoProvider(envSecret, config)` makes a client and stops it. `new FeatureFlagCoProvider(client)` shares one and
 * leaves it running.
 */
export class FeatureFlagCoProvider extends BaseProvider<Explanation> {
  /** The vendor's own API over the same definitions. */
  readonly client: FFCClient;

  /** @throws CodedError naming the option that is unknown, or wrong in type or range, and what it takes */
  constructor(envSecret: string, config?: FFCConfig);
  constructor(client: FFCClient);
  constructor(given: string | FFCClient, config?: FFCConfig) {
    const owned = typeof given === 'string';
    const client = owned ? new FFCClient(given, config) : given;
    const runtime = runtimeOf(client);
    if (runtime === undefined) {
      throw new CodedError('GENERAL', 'FeatureFlagCoProvider takes an env secret and options, or an FFCClient');
    }
    if (!owned && config !== undefined) {
      throw new CodedError('GENERAL', 'FeatureFlagCoProvider: options are given to the client, where it is made');
    }
    const { logger, closeTimeoutMillis } = runtime.settings;
    super({
      name: 'featureflag-co',
      backend: runtime,
      face: new FFCFace(runtime),
      owned,
      logger,
      // Where nobody waits, READY is told later (spec §13.2).
      initTimeoutMillis: runtime.startWaitMs,
      closeTimeoutMillis,
      clock: runtime.clock,
    });
    this.client = client;
  }
}

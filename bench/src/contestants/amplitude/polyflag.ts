import { silentLogger } from '@polyflag/core-engine';
import { ExperimentClient } from '@polyflag/amplitude-provider';
import { runtimeOf, type LocalRuntime } from '@polyflag/amplitude-provider/internal';
import type { FlagWire } from '../../definitions/amplitude/wire.js';

/**
 * Our client with local evaluation and the flags of one set. It reports nothing.
 *
 * @param url where whoever starts it finds the same flags
 */
export function openPolyflag(flags: readonly FlagWire[], url?: string): ExperimentClient {
  return new ExperimentClient('bench', {
    localEvaluation: true,
    bootstrap: Object.fromEntries(flags.map((flag) => [flag.key, flag])),
    flagConfigPollingIntervalMillis: 2_000_000_000,
    urls: { flags: url },
    logger: silentLogger,
  });
}

/** What decides behind the provider, for one OpenFeature context and without a promise. */
export function decisionsOf(client: ExperimentClient): Pick<LocalRuntime, 'decide'> {
  const local = runtimeOf(client)?.local;
  if (local === undefined) throw new Error('the client does not evaluate here');
  return local;
}

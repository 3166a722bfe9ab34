import { invalidOption, loggerOf, option, readOptions, type Logger } from '@polyflag/core-engine';
import { hackleOptions, type providerOptions } from './hackle-options.js';

type Options = option.OptionsOf<typeof hackleOptions>;

/** Options as they are used: complete and checked. Frozen. */
export type HackleSettings = Readonly<Omit<Options, 'debug' | 'logger' | 'region'>> & {
  readonly sdkKey: string;
  readonly logger: Logger;
};

/** Settings, and what is to be said once of the options that they were read from, a sentence each. */
export interface ReadSettings {
  readonly settings: HackleSettings;
  readonly warnings: readonly string[];
}

/** Below this, in milliseconds, `pollingIntervalMillis` is raised (spec §1.5). */
const LEAST_INTERVAL = 10_000;

/** Addresses that stay (spec §1.1). */
const staticUrls = {
  sdk: 'https://static-sdk.hackle.io',
  event: 'https://static-event.hackle.io',
  monitoring: 'https://static-monitoring.hackle.io',
};

/**
 * Checks the options of a client and fills in the defaults.
 *
 * @param owner whose options they are, the beginning of every error
 * @throws CodedError that names the option and what it takes
 */
export function readSettings(owner: string, sdkKey: unknown, config: unknown): ReadSettings {
  if (typeof sdkKey !== 'string' || sdkKey.trim() === '') {
    throw invalidOption(`${owner}: the SDK key, which stands before the options, is a text that is not blank`);
  }
  const read = readOptions(owner, config, hackleOptions);
  const { debug, logger, region, urls, pollingIntervalMillis, ...others } = read.options;
  const warnings = [...read.warnings];
  if (pollingIntervalMillis < LEAST_INTERVAL) {
    warnings.push(`"pollingIntervalMillis": ${String(pollingIntervalMillis)} is less than 10000; 10000 is used`);
  }
  if (region === 'STATIC' && givesUrls(config)) {
    warnings.push('"urls": the region STATIC has addresses of its own; those are used');
  }
  const settings: HackleSettings = Object.freeze({
    ...others,
    sdkKey,
    urls: region === 'STATIC' ? staticUrls : urls,
    pollingIntervalMillis: Math.max(pollingIntervalMillis, LEAST_INTERVAL),
    logger: loggerOf({ logger, debug }),
  });
  return { settings, warnings };
}

/** What only the provider takes, apart from the options of its client. */
export type ProviderSettings = option.OptionsOf<typeof providerOptions>;

function givesUrls(config: unknown): boolean {
  if (!option.isRecord(config)) return false;
  return ['urls', 'sdkUrl', 'eventUrl', 'monitoringUrl'].some((name) => config[name] !== undefined);
}

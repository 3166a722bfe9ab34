import { invalidOption, type Logger, loggerOf, option, readOptions } from '@polyflag/core-engine';
import { type Checked, isOk } from '../validation/checked.js';
import { checkFallbackTreatments, type FallbackTreatments } from '../validation/fallback-treatments.js';
import { checkFlagSetsFilter } from '../validation/flag-sets.js';
import { insteadOf } from './foreign-options.js';
import { splitOptions } from './split-options.js';

type Options = option.OptionsOf<typeof splitOptions>;

/** What is used up here, or becomes something else. */
type Consumed =
  'apiKey' | 'ready' | 'debug' | 'logger' | 'impressionsRefreshRate' | 'flagSetsFilter' | 'fallbackTreatments';

/** Options as they are used: complete, checked, in the units of their documentation (§9.3). Frozen. */
export type SplitSettings = Readonly<Omit<Options, Consumed>> & {
  readonly logger: Logger;
  /** Seconds. */
  readonly impressionsRefreshRate: number;
  /** Sorted, each once; absent: everything is synchronised. */
  readonly flagSetsFilter: readonly string[] | undefined;
  readonly fallbackTreatments: FallbackTreatments | undefined;
};

/** Settings, and what is to be said once of the options that they were read from, a sentence each. */
export interface ReadSettings {
  readonly settings: SplitSettings;
  readonly warnings: readonly string[];
}

/** Below this, in seconds, `metricsRefreshRate` counts as not given (§9.3). */
const LEAST_METRICS_RATE = 60;

/**
 * Checks the options of a factory or a provider and fills in the defaults: those of the vendor's Python page where it has
 * the option (§9.3).
 *
 * @param owner whose options they are, the beginning of every error
 * @param sdkKey what was given before the options
 * @throws CodedError that names the option and what it takes
 */
export function readSettings(owner: string, sdkKey: string, config: unknown): ReadSettings {
  if (typeof sdkKey !== 'string' || sdkKey.trim() === '') {
    throw invalidOption(`${owner}: the SDK key, which stands before the options, is a text that is not blank`);
  }
  refuseForeign(owner, config);
  const { options, warnings: said } = readOptions(owner, config, splitOptions);
  const { apiKey, ready, debug, logger, flagSetsFilter, fallbackTreatments, ...others } = options;
  if (apiKey !== undefined && apiKey !== sdkKey) {
    throw invalidOption(`${owner}: "apiKey" differs from the SDK key, which stands before the options; leave it out`);
  }
  const warnings = [...said];
  if (ready !== undefined)
    warnings.push('"ready" does nothing; initTimeoutMillis and blockUntilReady say how long to wait');
  const part = <T>(name: string, given: unknown, check: (given: unknown) => Checked<T>): T | undefined => {
    if (given === undefined) return undefined;
    const checked = check(given);
    if (!isOk(checked)) throw invalidOption(`${owner}: "${name}": ${checked.problem}`);
    for (const warning of checked.warnings ?? []) warnings.push(`"${name}": ${warning}`);
    return checked.value;
  };
  const filter = part('flagSetsFilter', flagSetsFilter, checkFlagSetsFilter);
  const settings: SplitSettings = {
    ...others,
    logger: loggerOf({ logger, debug }),
    impressionsRefreshRate: options.impressionsRefreshRate ?? (options.impressionsMode === 'DEBUG' ? 60 : 300),
    metricsRefreshRate: metricsRate(options.metricsRefreshRate, warnings),
    flagSetsFilter: filter?.length === 0 ? undefined : filter,
    fallbackTreatments: part('fallbackTreatments', fallbackTreatments, checkFallbackTreatments),
  };
  return { settings: Object.freeze(settings), warnings };
}

/** What belongs to another SDK of the vendor has an error of its own, which tells the way. */
function refuseForeign(owner: string, config: unknown): void {
  if (!option.isRecord(config)) return;
  for (const [name, value] of Object.entries(config)) {
    const instead = value === undefined ? undefined : insteadOf(name, value);
    if (instead !== undefined) throw invalidOption(`${owner}: "${name}" is no option here: ${instead}`);
  }
}

function metricsRate(seconds: number, warnings: string[]): number {
  if (seconds >= LEAST_METRICS_RATE) return seconds;
  const rate = splitOptions.metricsRefreshRate.default;
  warnings.push(`"metricsRefreshRate": ${seconds} is less than ${LEAST_METRICS_RATE} seconds; ${rate} is used`);
  return rate;
}

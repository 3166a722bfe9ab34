import { headerProblem, invalidOption, loggerOf, option, readOptions, type Logger } from '@polyflag/core-engine';
import { localOptions, remoteOptions, type providerOptions } from './amplitude-options.js';
import { urlsOfZone, type ZoneUrls } from './zones.js';

type Options = option.OptionsOf<typeof remoteOptions>;
type Derived =
  'debug' | 'logger' | 'urls' | 'serverZone' | 'assignmentConfig' | 'exposureConfig' | 'cohortSyncConfig' | 'bootstrap';

/** How events of one kind are reported, complete. */
export type AnalyticsSettings = Readonly<Omit<Options['exposureConfig'], 'apiKey'>> & { readonly apiKey: string };

/** Which cohorts are downloaded, complete. */
export type CohortSettings = Readonly<
  Pick<Options['cohortSyncConfig'], 'maxCohortSize' | 'cohortPollingIntervalMillis'>
> & { readonly apiKey: string; readonly secretKey: string };

/** Options as they are used: complete and checked. Frozen. */
export type AmplitudeSettings = Readonly<Omit<Options, Derived>> & {
  /** Perhaps empty: a client without a key says so when it fetches (spec §2.5). */
  readonly deploymentKey: string;
  readonly logger: Logger;
  readonly urls: ZoneUrls;
  readonly bootstrap: Readonly<Record<string, unknown>>;
  /** Absent: no assignments are reported. */
  readonly assignments: AnalyticsSettings | undefined;
  /** Absent: the client reports no exposures. */
  readonly exposures: AnalyticsSettings | undefined;
  /** What the provider reports; absent: nothing. */
  readonly analytics: AnalyticsSettings | undefined;
  /** Absent: no cohorts are downloaded. */
  readonly cohorts: CohortSettings | undefined;
};

/** Settings, and what is to be said once of the options that they were read from, a sentence each. */
export interface ReadSettings {
  readonly settings: AmplitudeSettings;
  readonly warnings: readonly string[];
}

/** Below this, in milliseconds, `cohortPollingIntervalMillis` is raised (spec §2.3). */
const LEAST_COHORT_INTERVAL = 60_000;

/**
 * Checks the options of a client and fills in the defaults.
 *
 * @param owner whose options they are, the beginning of every error
 * @throws CodedError that names the option and what it takes
 */
export function readSettings(owner: string, deploymentKey: unknown, config: unknown): ReadSettings {
  if (typeof deploymentKey !== 'string') {
    throw invalidOption(`${owner}: the deployment key, which stands before the options, is a text`);
  }
  if (headerProblem('Authorization', deploymentKey) !== undefined) {
    throw invalidOption(`${owner}: the deployment key holds characters that no key has; a line break, perhaps`);
  }
  const isLocal = option.isRecord(config) && config.localEvaluation === true;
  const read = readOptions(owner, config, isLocal ? localOptions : remoteOptions);
  const { debug, logger, urls, serverZone, assignmentConfig, exposureConfig, cohortSyncConfig, bootstrap, ...others } =
    read.options;
  const warnings = [...read.warnings];
  const given = (name: string): boolean => option.isRecord(config) && config[name] !== undefined;
  const { analyticsApiKey } = others;
  const { cohortServerUrl } = cohortSyncConfig;
  if (cohortServerUrl !== undefined && urls.cohorts !== undefined) {
    throw invalidOption(
      `${owner}: "cohortSyncConfig.cohortServerUrl" is another name of "urls.cohorts": give one of them`,
    );
  }
  if (cohortSyncConfig.cohortPollingIntervalMillis < LEAST_COHORT_INTERVAL) {
    warnings.push('"cohortSyncConfig.cohortPollingIntervalMillis": less than 60000; 60000 is used');
  }
  const zone = urlsOfZone(serverZone);
  const settings: AmplitudeSettings = Object.freeze({
    ...others,
    deploymentKey,
    logger: loggerOf({ logger, debug }),
    urls: Object.freeze({
      server: urls.server ?? zone.server,
      flags: urls.flags ?? zone.flags,
      stream: urls.stream ?? zone.stream,
      cohorts: urls.cohorts ?? cohortServerUrl ?? zone.cohorts,
      analytics: urls.analytics ?? zone.analytics,
    }),
    bootstrap: bootstrap ?? {},
    assignments: given('assignmentConfig')
      ? withKey(owner, 'assignmentConfig', assignmentConfig, analyticsApiKey)
      : undefined,
    exposures: given('exposureConfig') ? withKey(owner, 'exposureConfig', exposureConfig, analyticsApiKey) : undefined,
    analytics:
      analyticsApiKey === undefined ? undefined : Object.freeze({ ...exposureConfig, apiKey: analyticsApiKey }),
    cohorts: given('cohortSyncConfig') ? cohortsOf(owner, cohortSyncConfig, analyticsApiKey) : undefined,
  });
  return { settings, warnings };
}

/** What only the provider takes, apart from the options of its client. */
export type ProviderSettings = option.OptionsOf<typeof providerOptions>;

function withKey(
  owner: string,
  name: string,
  { apiKey, ...figures }: Options['exposureConfig'],
  analyticsApiKey: string | undefined,
): AnalyticsSettings {
  const key = apiKey ?? analyticsApiKey;
  if (key === undefined) throw invalidOption(`${owner}: "${name}.apiKey" takes the analytics API key of the project`);
  return Object.freeze({ ...figures, apiKey: key });
}

function cohortsOf(
  owner: string,
  { apiKey, secretKey, maxCohortSize, cohortPollingIntervalMillis }: Options['cohortSyncConfig'],
  analyticsApiKey: string | undefined,
): CohortSettings {
  const key = apiKey ?? analyticsApiKey;
  if (key === undefined) {
    throw invalidOption(`${owner}: "cohortSyncConfig.apiKey" takes the analytics API key of the project`);
  }
  if (secretKey === undefined) {
    throw invalidOption(`${owner}: "cohortSyncConfig.secretKey" takes the secret key of the project`);
  }
  return Object.freeze({
    apiKey: key,
    secretKey,
    maxCohortSize,
    cohortPollingIntervalMillis: Math.max(cohortPollingIntervalMillis, LEAST_COHORT_INTERVAL),
  });
}

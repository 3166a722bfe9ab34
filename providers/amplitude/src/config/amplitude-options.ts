import { commonOptions, group, millis, networkOptions, option } from '@polyflag/core-engine';

const MOST = 2_147_483_647;

/** A time in milliseconds that may be 0. */
function millisFromZero(fallback: number) {
  return millis(fallback, { min: 0 });
}

function count(fallback: number, min = 1) {
  return option.number({ default: fallback, min, max: MOST, integer: true });
}

const analyticsOptions = {
  apiKey: option.string(),
  cacheCapacity: count(65_536),
  flushQueueSize: count(200),
  flushIntervalMillis: millis(10_000),
  flushMaxRetries: count(12),
  useBatch: option.boolean({ default: false }),
  minIdLength: option.number({ min: 1, integer: true }),
};

const shared = {
  ...commonOptions,
  ...networkOptions,
  serverZone: option.oneOf(['us', 'eu', 'US', 'EU'], { default: 'us' }),
  fetchTimeoutMillis: millisFromZero(10_000),
  fetchRetries: count(0, 0),
  fetchRetryBackoffMinMillis: millisFromZero(500),
  fetchRetryBackoffMaxMillis: millisFromZero(10_000),
  fetchRetryBackoffScalar: option.number({ default: 1.5, min: 0 }),
  fetchRetryTimeoutMillis: millisFromZero(10_000),
  library: option.string({ default: 'polyflag-amplitude/0.1.0' }),
  localEvaluation: option.boolean({ default: false }),
  bootstrap: option.record(),
  flagConfigPollingIntervalMillis: millis(30_000),
  streamUpdates: option.boolean({ default: false }),
  streamFlagConnTimeoutMillis: millis(1_500),
  assignmentConfig: group(analyticsOptions),
  exposureConfig: group(analyticsOptions),
  cohortSyncConfig: group({
    apiKey: option.string(),
    secretKey: option.string(),
    cohortServerUrl: option.url(),
    maxCohortSize: count(MOST),
    cohortPollingIntervalMillis: millis(60_000),
  }),
  analyticsApiKey: option.string(),
  instanceName: option.string(),
  urls: group({
    server: option.url(),
    flags: option.url(),
    stream: option.url(),
    cohorts: option.url(),
    analytics: option.url(),
  }),
  streamServerUrl: option.alias('urls.stream'),
  httpAgent: option.alias('agent'),
  logLevel: option.refused('give a "logger", or "debug" for all that the default one can say'),
  loggerProvider: option.refused('give a "logger"'),
};

/** What a client takes that evaluates remotely. */
export const remoteOptions = { ...shared, serverUrl: option.alias('urls.server') };

/** What a client takes that evaluates locally: the vendor has one name for two addresses (spec §2.3). */
export const localOptions = { ...shared, serverUrl: option.alias('urls.flags') };

/** What the provider takes beside those. */
export const providerOptions = {
  cacheTtlMillis: millisFromZero(10_000),
  cacheMaxEntries: count(10_000),
  maxStaleMillis: millisFromZero(300_000),
  failureCooldownMillis: millisFromZero(1_000),
  flagKeys: option.list(option.string()),
  tracksAssignment: option.boolean(),
  tracksExposure: option.boolean(),
  requireIdentity: option.boolean({ default: false }),
  valueSource: option.oneOf(['auto', 'value', 'payload'], { default: 'auto' }),
  defaultVariant: option.oneOf(['off', 'fallback'], { default: 'off' }),
  booleanVariants: group({
    on: option.list(option.string(), { default: [] }),
    off: option.list(option.string(), { default: [] }),
  }),
  trackValue: option.oneOf(['revenue', 'property'], { default: 'revenue' }),
};

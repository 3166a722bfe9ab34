import type { AgentOption, CommonConfig, NetworkConfig } from '@polyflag/core-engine';

/**
 * The options of `ExperimentClient` and `AmplitudeProvider` (spec §2): the vendor's documented names. One that is
 * `undefined` counts as not given; an unknown one, and a value of another kind, is an error.
 */
export interface AmplitudeConfig extends CommonConfig, NetworkConfig {
  // Remote evaluation (spec §2.1)

  /** Which of the vendor's data centres is spoken to; default `us`. `urls` goes before it. */
  readonly serverZone?: 'us' | 'eu' | 'US' | 'EU' | undefined;
  /** How long the first attempt of a fetch may take as a whole, in milliseconds; 0 fails at once; default 10,000. */
  readonly fetchTimeoutMillis?: number | undefined;
  /** How often a fetch that failed is tried again; default 0. */
  readonly fetchRetries?: number | undefined;
  /** The wait before the first retry, in milliseconds; default 500. */
  readonly fetchRetryBackoffMinMillis?: number | undefined;
  /** The longest wait before a later retry, in milliseconds; default 10,000. */
  readonly fetchRetryBackoffMaxMillis?: number | undefined;
  /** By what each further wait is longer; default 1.5. */
  readonly fetchRetryBackoffScalar?: number | undefined;
  /** How long each retry may take as a whole, in milliseconds; 0 fails at once; default 10,000. */
  readonly fetchRetryTimeoutMillis?: number | undefined;
  /** What the backend is told that it speaks to, `name/version`; default `polyflag-amplitude/0.1.0`. */
  readonly library?: string | undefined;

  // Local evaluation (spec §2.3)

  /** Whether flags are downloaded and evaluated in this process instead of fetched for each user; default false. */
  readonly localEvaluation?: boolean | undefined;
  /** Flags to begin with, as the flag endpoint would send them, by key; default none. */
  readonly bootstrap?: Readonly<Record<string, unknown>> | undefined;
  /** How often flags are asked for, in milliseconds; default 30,000. */
  readonly flagConfigPollingIntervalMillis?: number | undefined;
  /** Whether flags come by stream, with polling where that fails; default false. */
  readonly streamUpdates?: boolean | undefined;
  /** How long the stream may take to connect and to bring its first flags, in milliseconds; default 1,500. */
  readonly streamFlagConnTimeoutMillis?: number | undefined;
  /** Reports an assignment for each local evaluation; absent: none. */
  readonly assignmentConfig?: AnalyticsConfig | undefined;
  /** How exposures are reported; absent: the client reports none. */
  readonly exposureConfig?: AnalyticsConfig | undefined;
  /** Which cohorts are downloaded; absent: none, and conditions on them do not match. */
  readonly cohortSyncConfig?: CohortSyncConfig | undefined;

  // Everything

  /** The analytics API key of the project: `track` and the exposures of the provider need it; absent: both are off. */
  readonly analyticsApiKey?: string | undefined;
  /** Tells apart the instances that `Experiment` keeps for one key. */
  readonly instanceName?: string | undefined;
  /** Base URLs, for a proxy or a backend on this machine. */
  readonly urls?: AmplitudeUrls | undefined;

  // Accepted for those who come from the vendor's SDK

  /** Another name of `urls.server`; with local evaluation, of `urls.flags`. */
  readonly serverUrl?: string | undefined;
  /** Another name of `urls.stream`. */
  readonly streamServerUrl?: string | undefined;
  /** Another name of `agent`. */
  readonly httpAgent?: AgentOption | undefined;
}

/** Base URLs; default the vendor's of the server zone (spec §2.2). */
export interface AmplitudeUrls {
  readonly server?: string | undefined;
  readonly flags?: string | undefined;
  readonly stream?: string | undefined;
  readonly cohorts?: string | undefined;
  readonly analytics?: string | undefined;
}

/** How events of one kind are reported (spec §2.3). */
export interface AnalyticsConfig {
  /** The analytics API key; default `analyticsApiKey`. */
  readonly apiKey?: string | undefined;
  /** So many reports are remembered, so that none is repeated within a day; default 65,536. */
  readonly cacheCapacity?: number | undefined;
  /** So many events are sent in one request at most; default 200. */
  readonly flushQueueSize?: number | undefined;
  /** How often events are sent, in milliseconds; default 10,000. */
  readonly flushIntervalMillis?: number | undefined;
  /** So often one flush is attempted; default 12. */
  readonly flushMaxRetries?: number | undefined;
  /** Whether the endpoint for batches is used; default false. */
  readonly useBatch?: boolean | undefined;
  /** How long user and device ids must be at least, told to the backend; default its own rule. */
  readonly minIdLength?: number | undefined;
}

/** Which cohorts are downloaded (spec §2.3). */
export interface CohortSyncConfig {
  /** The analytics API key; default `analyticsApiKey`. */
  readonly apiKey?: string | undefined;
  /** The secret key of the project. */
  readonly secretKey: string;
  /** Another name of `urls.cohorts`. */
  readonly cohortServerUrl?: string | undefined;
  /** The largest cohort that is downloaded, in members; default 2,147,483,647. */
  readonly maxCohortSize?: number | undefined;
  /** How often cohorts are asked for, in milliseconds, at least 60,000; default 60,000. */
  readonly cohortPollingIntervalMillis?: number | undefined;
}

/** What only the provider takes (spec §6). */
export interface AmplitudeProviderConfig extends AmplitudeConfig {
  /** How long a fetched answer serves, in milliseconds; 0: only those who ask meanwhile share it; default 10,000. */
  readonly cacheTtlMillis?: number | undefined;
  /** For so many users answers are kept; default 10,000. */
  readonly cacheMaxEntries?: number | undefined;
  /** How old an answer may be that serves while the backend fails, in milliseconds; 0: never; default 300,000. */
  readonly maxStaleMillis?: number | undefined;
  /** How long after a failed fetch nothing is fetched for that user, in milliseconds; default 1,000. */
  readonly failureCooldownMillis?: number | undefined;
  /** The only flags to fetch; default all of the deployment. */
  readonly flagKeys?: readonly string[] | undefined;
  /** Whether the backend records an assignment for each fetch; default what the backend does. */
  readonly tracksAssignment?: boolean | undefined;
  /** Whether the backend records all fetched flags as exposed; default what the backend does. */
  readonly tracksExposure?: boolean | undefined;
  /** Whether a context needs a user id or a device id; default false. */
  readonly requireIdentity?: boolean | undefined;
  /** Where values come from: the variant's value, its payload, or as the type asks for; default `auto`. */
  readonly valueSource?: 'auto' | 'value' | 'payload' | undefined;
  /** What somebody gets who is not assigned: `off` gives booleans false, `fallback` the caller's default; default `off`. */
  readonly defaultVariant?: 'off' | 'fallback' | undefined;
  /** Further values that are read as true and false; `on`, `true`, `off` and `false` always are. */
  readonly booleanVariants?: BooleanVariants | undefined;
  /** What becomes of the value of a tracked event: revenue, or the event property `value`; default `revenue`. */
  readonly trackValue?: 'revenue' | 'property' | undefined;
}

/** Values of variants that are read as booleans, in any case. */
export interface BooleanVariants {
  readonly on?: readonly string[] | undefined;
  readonly off?: readonly string[] | undefined;
}

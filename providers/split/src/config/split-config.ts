import type { CommonConfig, NetworkConfig } from '@polyflag/core-engine';
import type { ImpressionListener } from './impression-listener.js';
import type { ImpressionsMode } from './split-options.js';

/**
 * The options of `SplitFactory` and `SplitProvider` (§9.3): the vendor's documented names in camelCase, flat. One that is
 * `undefined` counts as not given; an unknown one, and a value of another kind, is an error.
 */
export interface SplitConfig extends CommonConfig, NetworkConfig {
  // Definitions

  /** How often feature flags are asked for, in seconds, where they are not streamed; default 30. */
  readonly featuresRefreshRate?: number | undefined;
  /** How often segments are asked for, in seconds, where they are not streamed; default 30. */
  readonly segmentsRefreshRate?: number | undefined;
  /** Whether changes are streamed; default true. */
  readonly streamingEnabled?: boolean | undefined;
  /** Which flag sets are synchronised, at most 50; default all. */
  readonly flagSetsFilter?: string | readonly string[] | undefined;
  /** Whether to synchronise once and then wait for `resume()`; default false. */
  readonly preforkedInitialization?: boolean | undefined;

  // Impressions and events

  /** How much of the impressions is sent, in any case; default `OPTIMIZED`. */
  readonly impressionsMode?: ImpressionsMode | Lowercase<ImpressionsMode> | undefined;
  /** How often impressions are sent, in seconds; default 300, in the mode `DEBUG` 60. */
  readonly impressionsRefreshRate?: number | undefined;
  /** How many impressions may wait; default 10,000. */
  readonly impressionsQueueSize?: number | undefined;
  /** How many impressions go into one request; default 5,000. */
  readonly impressionsBulkSize?: number | undefined;
  /** Hears of every impression. */
  readonly impressionListener?: ImpressionListener | undefined;
  /** Whether impressions say which rule decided; default true. */
  readonly labelsEnabled?: boolean | undefined;
  /** How often events are sent, in seconds; default 10. */
  readonly eventsPushRate?: number | undefined;
  /** How many events may wait; default 10,000. */
  readonly eventsQueueSize?: number | undefined;
  /** How many events go into one request; default 5,000. */
  readonly eventsBulkSize?: number | undefined;
  /** How often telemetry is sent, in seconds, at least 60; default 3,600. */
  readonly metricsRefreshRate?: number | undefined;
  /** Whether the backend is told the name and address of this machine; default true. */
  readonly IPAddressesEnabled?: boolean | undefined;
  /** The name to tell; default the machine's. */
  readonly machineName?: string | undefined;
  /** The address to tell; default the machine's first of IPv4, `unknown` if it has none. */
  readonly machineIp?: string | undefined;

  // Evaluation

  /** What is served in the place of `control`; default `control`. */
  readonly fallbackTreatments?: FallbackTreatmentsConfig | undefined;
  /** What a number means that is compared with a date: milliseconds or seconds since 1970; default `ms`. */
  readonly dateUnit?: 'ms' | 's' | undefined;
  /** Whether every flag is bucketed with murmur3, also one that asks for the older hash; default false. */
  readonly ignoreAlgo?: boolean | undefined;

  // Localhost: the SDK key is `localhost`

  /** The file with the definitions: `.json`, `.yaml`, `.yml`, or columns; default `~/.split`. */
  readonly splitFile?: string | undefined;
  /** Where the segment files of a JSON file are; default the home directory. */
  readonly segmentDirectory?: string | undefined;
  /** Whether changes of the files are followed; default false. */
  readonly localhostRefreshEnabled?: boolean | undefined;

  // Network

  /** Base URLs, for a proxy of the vendor's or a backend on this machine. */
  readonly urls?: SplitUrls | undefined;
  /** How long looking up, connecting and TLS may take, in milliseconds; default 1,500. */
  readonly connectionTimeout?: number | undefined;
  /** How long a response may keep us waiting, for its headers and between its parts, in milliseconds; default 1,500. */
  readonly readTimeout?: number | undefined;
  /** Another name of `readTimeout`. */
  readonly readTimeoutInMs?: number | undefined;

  // Accepted for those who come from elsewhere

  /** The SDK key once more, as it is in the settings of Django. */
  readonly apiKey?: string | undefined;
  /** @deprecated It does nothing. */
  readonly ready?: unknown;
  /** @deprecated `impressionListener` */
  readonly impression_listener?: ImpressionListener | undefined;
  /** Another name of `urls.sdk`. */
  readonly sdkApiBaseUrl?: string | undefined;
  /** Another name of `urls.events`. */
  readonly eventsApiBaseUrl?: string | undefined;
  /** Another name of `urls.auth`. */
  readonly authApiBaseUrl?: string | undefined;
  /** Another name of `urls.streaming`. */
  readonly streamingApiBaseUrl?: string | undefined;
  /** Another name of `urls.telemetry`. */
  readonly telemetryApiBaseUrl?: string | undefined;
}

/** Base URLs; default the vendor's (§4.1). */
export interface SplitUrls {
  readonly sdk?: string | undefined;
  readonly events?: string | undefined;
  readonly auth?: string | undefined;
  readonly streaming?: string | undefined;
  readonly telemetry?: string | undefined;
}

/** Fallback treatments (§2.2): one for all flags, and those of single flags, which go before it. */
export interface FallbackTreatmentsConfig {
  readonly global?: FallbackTreatmentConfig | undefined;
  readonly byFlag?: Readonly<Record<string, FallbackTreatmentConfig>> | undefined;
}

/** A treatment, alone or with its config. */
export type FallbackTreatmentConfig =
  string | { readonly treatment: string; readonly config?: string | null | undefined };

import type { CommonConfig, NetworkConfig } from '@polyflag/core-engine';

/**
 * The options of `HackleClient` and `HackleProvider` (spec §7): the vendor's documented names, flat. One that is
 * `undefined` counts as not given; an unknown one, and a value of another kind, is an error.
 */
export interface HackleConfig extends CommonConfig, NetworkConfig {
  /** How often the workspace is asked for, in milliseconds, at least 10,000; default 10,000. */
  readonly pollingIntervalMillis?: number | undefined;
  /** Whether the backend is told how often what was decided and how long it took; default true. */
  readonly enableMonitoring?: boolean | undefined;
  /** Which of the vendor's addresses are used; `STATIC` goes before `urls`; default `DEFAULT`. */
  readonly region?: 'DEFAULT' | 'STATIC' | undefined;
  /** Base URLs, for a proxy or a backend on this machine. */
  readonly urls?: HackleUrls | undefined;
  /** Whom the backend is told that it speaks to; default `nodejs-polyflag`. */
  readonly sdkName?: string | undefined;
  /** In which version; default this one's. */
  readonly sdkVersion?: string | undefined;
  /** How long `initialize` may take, in milliseconds; default 3,000. */
  readonly initTimeoutMillis?: number | undefined;

  // Accepted for those who come from the vendor's SDK

  /** Another name of `urls.sdk`. */
  readonly sdkUrl?: string | undefined;
  /** Another name of `urls.event`. */
  readonly eventUrl?: string | undefined;
  /** Another name of `urls.monitoring`. */
  readonly monitoringUrl?: string | undefined;
}

/** Base URLs; default the vendor's (spec §1.1). */
export interface HackleUrls {
  readonly sdk?: string | undefined;
  readonly event?: string | undefined;
  readonly monitoring?: string | undefined;
}

/** What only the provider takes: how OpenFeature's flag keys and contexts are read (spec §9). */
export interface HackleProviderConfig extends HackleConfig {
  /** The identifier type that `targetingKey` is; default `$id`. */
  readonly targetingKeyType?: string | undefined;
  /**
   * What a flag key of digits alone means: by the type that is asked for, a feature flag for a boolean and an A/B test for
   * the rest; or always the same; default `by-type`.
   */
  readonly bareNumbers?: 'by-type' | 'experiment' | 'feature' | 'config' | undefined;
  /** What stands before the colon in flag keys, beside `experiment`, `feature` and `config`, which always do. */
  readonly keyPrefixes?: HackleKeyPrefixes | undefined;
}

/** Further prefixes of flag keys; default `ab` for A/B tests, `flag` for feature flags, `rc` for parameters. */
export interface HackleKeyPrefixes {
  readonly experiment?: readonly string[] | undefined;
  readonly feature?: readonly string[] | undefined;
  readonly config?: readonly string[] | undefined;
}

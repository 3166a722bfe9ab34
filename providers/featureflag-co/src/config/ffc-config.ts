import type { CommonConfig, NetworkConfig } from '@polyflag/core-engine';

/**
 * The options of `FFCClient` and `FeatureFlagCoProvider` (spec §2): the vendor's documented names in camelCase, flat; times in
 * seconds. One that is `undefined` counts as not given; an unknown one, and a value of another kind, is an error.
 */
export interface FFCConfig extends Omit<CommonConfig, 'initTimeoutMillis'>, NetworkConfig {
  /** Base URLs, for a proxy or a backend on this machine. */
  readonly urls?: FFCUrls | undefined;
  /** How long a start may take; 0 or less: nobody waits for it; default 15. */
  readonly startWait?: number | undefined;
  /** The longest wait before the first attempt that follows a failure; 0 or less is the default, 1; at most 60. */
  readonly streamingFirstRetryDelay?: number | undefined;
  /** No connection and no event; default false. Definitions come from `bootstrap` or `initializeFromExternalJson`. */
  readonly offline?: boolean | undefined;
  /** A whole data-sync message, as JSON text or parsed, to begin with; default none. */
  readonly bootstrap?: string | Readonly<Record<string, unknown>> | undefined;
  /** How many events wait at most; default 10,000, and never fewer. */
  readonly eventsMaxInQueue?: number | undefined;
  /** How often events are sent; 0 or less is the default, 3; at most 10. */
  readonly eventsFlushInterval?: number | undefined;
  /** The wait before a batch of events is sent again; 0 or less is the default, 0.1; at most 1. */
  readonly eventsRetryInterval?: number | undefined;
  /** How often a batch is sent again in one go; 0 or less is the default, 1; at most 3. */
  readonly eventsMaxRetries?: number | undefined;
  /** How long connecting may take, for events; 0 or less is the default, 5. */
  readonly connectTimeout?: number | undefined;
  /** How long an answer may take, for events; 0 or less is the default, 10. */
  readonly readTimeout?: number | undefined;
  /** How long connecting may take, for the stream; 0 or less is the default, 10; at most 10. */
  readonly timeout?: number | undefined;
  /** How often the stream is asked for a sign of life; 0 or less is the default, 10; at most 10. */
  readonly pingInterval?: number | undefined;
  /** The version of the stream that is asked for; default none. */
  readonly streamVersion?: string | undefined;
  /** What a flag gives where nothing is decided, by its key, before what the call says; for the client's own methods only. */
  readonly defaults?: Readonly<Record<string, unknown>> | undefined;

  // The vendor's names of what is called otherwise here

  /** Another name of `urls.events`. */
  readonly baseUri?: string | undefined;
  /** Another name of `urls.streaming`. */
  readonly streamingUri?: string | undefined;
}

/** Base URLs; default the vendor's (spec §2.1). */
export interface FFCUrls {
  readonly streaming?: string | undefined;
  readonly events?: string | undefined;
}

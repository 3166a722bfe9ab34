import { commonOptions, group, millis, networkOptions, option, seconds } from '@polyflag/core-engine';
import { impressionListener } from './impression-listener.js';

const RATE = { min: 0.01 };

const MODES = ['OPTIMIZED', 'DEBUG', 'NONE'] as const;

/** How much of the impressions is sent (§6.3). */
export type ImpressionsMode = (typeof MODES)[number];

/** Every option of §9.3 that a server takes, checked one by one; `settings.ts` looks at how they go together. */
export const splitOptions = {
  ...commonOptions,
  ...networkOptions,
  urls: group({
    sdk: option.url({ default: 'https://sdk.split.io/api' }),
    events: option.url({ default: 'https://events.split.io/api' }),
    auth: option.url({ default: 'https://auth.split.io/api' }),
    streaming: option.url({ default: 'https://streaming.split.io' }),
    telemetry: option.url({ default: 'https://telemetry.split.io/api' }),
  }),
  sdkApiBaseUrl: option.alias('urls.sdk'),
  eventsApiBaseUrl: option.alias('urls.events'),
  authApiBaseUrl: option.alias('urls.auth'),
  streamingApiBaseUrl: option.alias('urls.streaming'),
  telemetryApiBaseUrl: option.alias('urls.telemetry'),

  featuresRefreshRate: seconds(30, RATE),
  segmentsRefreshRate: seconds(30, RATE),
  impressionsRefreshRate: seconds(undefined, RATE),
  metricsRefreshRate: seconds(3600, RATE),
  eventsPushRate: seconds(10, RATE),
  connectionTimeout: millis(1500),
  readTimeout: millis(1500),
  readTimeoutInMs: option.alias('readTimeout'),
  streamingEnabled: option.boolean({ default: true }),
  preforkedInitialization: option.boolean({ default: false }),
  flagSetsFilter: anything('a list of flag sets'),

  labelsEnabled: option.boolean({ default: true }),
  impressionsMode: impressionsMode(),
  impressionListener: impressionListener(),
  impression_listener: option.alias('impressionListener', 'its name is impressionListener now'),
  impressionsQueueSize: count(10_000),
  impressionsBulkSize: count(5000),
  eventsQueueSize: count(10_000),
  eventsBulkSize: count(5000),
  IPAddressesEnabled: option.boolean({ default: true }),
  machineName: option.string(),
  machineIp: option.string(),

  splitFile: option.string(),
  segmentDirectory: option.string(),
  localhostRefreshEnabled: option.boolean({ default: false }),

  fallbackTreatments: anything('an object with global and byFlag'),
  dateUnit: option.oneOf(['ms', 's'], { default: 'ms' }),
  ignoreAlgo: option.boolean({ default: false }),

  apiKey: option.string(),
  ready: anything('anything'),
};

function count(fallback: number) {
  return option.number({ default: fallback, min: 1, integer: true });
}

function impressionsMode(): option.Option<ImpressionsMode> {
  const takes = `one of ${MODES.map((mode) => `"${mode}"`).join(', ')}, in any case`;
  return {
    takes,
    default: 'OPTIMIZED',
    read(value, name) {
      const mode = typeof value === 'string' ? MODES.find((other) => other === value.toUpperCase()) : undefined;
      if (mode === undefined) throw option.wrong(name, takes, value);
      return mode;
    },
  };
}

/** What is looked at afterwards, because it can be right in part. */
function anything(takes: string): option.Option<unknown> {
  return { takes, default: undefined, read: (value) => value };
}

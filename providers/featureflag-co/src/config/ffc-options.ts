import { commonOptions, group, networkOptions, option, seconds } from '@polyflag/core-engine';

const { initTimeoutMillis: _, ...common } = commonOptions;

/** What a client takes, checked one by one. */
export const ffcOptions = {
  ...common,
  ...networkOptions,
  startWait: seconds(15),
  urls: group({
    streaming: option.url({ default: 'wss://api.featureflag.co', protocols: ['ws:', 'wss:'] }),
    events: option.url({ default: 'https://api.featureflag.co' }),
  }),
  streamingFirstRetryDelay: seconds(1),
  offline: option.boolean({ default: false }),
  bootstrap: option.either(option.string(), option.record()),
  eventsMaxInQueue: option.number({ default: 10_000, max: 10_000_000, integer: true }),
  eventsFlushInterval: seconds(3),
  eventsRetryInterval: seconds(0.1),
  eventsMaxRetries: option.number({ default: 1, integer: true }),
  connectTimeout: seconds(5),
  readTimeout: seconds(10),
  timeout: seconds(10),
  pingInterval: seconds(10),
  streamVersion: option.string(),
  defaults: option.record(),
  baseUri: option.alias('urls.events'),
  streamingUri: option.alias('urls.streaming'),
};

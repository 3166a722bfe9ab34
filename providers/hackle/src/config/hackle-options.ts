import { commonOptions, group, millis, networkOptions, option } from '@polyflag/core-engine';

/** What a client takes, checked one by one. */
export const hackleOptions = {
  ...commonOptions,
  ...networkOptions,
  initTimeoutMillis: millis(3_000),
  pollingIntervalMillis: millis(10_000, {}),
  enableMonitoring: option.boolean({ default: true }),
  region: option.oneOf(['DEFAULT', 'STATIC'], { default: 'DEFAULT' }),
  urls: group({
    sdk: option.url({ default: 'https://sdk.hackle.io' }),
    event: option.url({ default: 'https://event.hackle.io' }),
    monitoring: option.url({ default: 'https://monitoring.hackle.io' }),
  }),
  sdkName: option.string({ default: 'nodejs-polyflag' }),
  sdkVersion: option.string({ default: '0.1.0' }),
  sdkUrl: option.alias('urls.sdk'),
  eventUrl: option.alias('urls.event'),
  monitoringUrl: option.alias('urls.monitoring'),
};

/** What the provider takes beside those. */
export const providerOptions = {
  targetingKeyType: option.string({ default: '$id' }),
  bareNumbers: option.oneOf(['by-type', 'experiment', 'feature', 'config'], { default: 'by-type' }),
  keyPrefixes: group({
    experiment: option.list(option.string(), { default: ['ab'] }),
    feature: option.list(option.string(), { default: ['flag'] }),
    config: option.list(option.string(), { default: ['rc'] }),
  }),
};

import { consoleLogger, silentLogger } from '@polyflag/core-engine';
import { expect } from 'chai';
import fc from 'fast-check';
import { Agent } from 'node:http';
import type { ImpressionListener } from '#src/config/impression-listener.js';
import { readSettings, type SplitSettings } from '#src/config/settings.js';
import type { SplitConfig } from '#src/config/split-config.js';
import { splitOptions } from '#src/config/split-options.js';
import { anything, hostile } from '../validation/hostile.js';

const read = (config?: unknown): SplitSettings => readSettings('SplitFactory', 'localhost', config).settings;
const warningsOf = (config: unknown): readonly string[] => readSettings('SplitFactory', 'localhost', config).warnings;

function messageOf(config: unknown, sdkKey = 'localhost'): string {
  try {
    readSettings('SplitFactory', sdkKey, config);
  } catch (error) {
    expect(error).to.include({ code: 'GENERAL' });
    return (error as Error).message;
  }
  return expect.fail('it was accepted');
}

describe('the settings of Split', () => {
  it('have the documented defaults', () => {
    expect(read()).to.deep.equal({
      featuresRefreshRate: 30,
      segmentsRefreshRate: 30,
      impressionsRefreshRate: 300,
      metricsRefreshRate: 3600,
      eventsPushRate: 10,
      connectionTimeout: 1500,
      readTimeout: 1500,
      streamingEnabled: true,
      preforkedInitialization: false,
      flagSetsFilter: undefined,
      labelsEnabled: true,
      impressionsMode: 'OPTIMIZED',
      impressionListener: undefined,
      impressionsQueueSize: 10_000,
      impressionsBulkSize: 5000,
      eventsQueueSize: 10_000,
      eventsBulkSize: 5000,
      IPAddressesEnabled: true,
      machineName: undefined,
      machineIp: undefined,
      splitFile: undefined,
      segmentDirectory: undefined,
      localhostRefreshEnabled: false,
      fallbackTreatments: undefined,
      dateUnit: 'ms',
      ignoreAlgo: false,
      urls: {
        sdk: 'https://sdk.split.io/api',
        events: 'https://events.split.io/api',
        auth: 'https://auth.split.io/api',
        streaming: 'https://streaming.split.io',
        telemetry: 'https://telemetry.split.io/api',
      },
      agent: undefined,
      ca: undefined,
      proxy: undefined,
      initTimeoutMillis: 10_000,
      closeTimeoutMillis: 10_000,
      errorAfterMillis: 120_000,
      logger: consoleLogger,
    });
    expect(warningsOf(undefined)).to.deep.equal([]);
    expect(read()).to.be.frozen;
  });

  it('have options for every name of SplitConfig and no other', () => {
    type Names = keyof typeof splitOptions;
    // Fails to compile when one has a name that the other lacks.
    const same: [Names, keyof SplitConfig] extends [keyof SplitConfig, Names] ? true : false = true;
    expect(same).to.equal(true);
  });

  const agent = new Agent();
  const listener: ImpressionListener = { logImpression: () => undefined };
  const pem = '-----BEGIN CERTIFICATE-----\n…';
  const accepted: readonly [config: SplitConfig, settings: Partial<SplitSettings>][] = [
    [
      { featuresRefreshRate: 0.5, segmentsRefreshRate: 60 },
      { featuresRefreshRate: 0.5, segmentsRefreshRate: 60 },
    ],
    [{ impressionsRefreshRate: 1 }, { impressionsRefreshRate: 1 }],
    [{ impressionsMode: 'DEBUG' }, { impressionsMode: 'DEBUG', impressionsRefreshRate: 60 }],
    [
      { impressionsMode: 'DEBUG', impressionsRefreshRate: 5 },
      { impressionsMode: 'DEBUG', impressionsRefreshRate: 5 },
    ],
    [{ impressionsMode: 'optimized' }, { impressionsMode: 'OPTIMIZED' }],
    [{ impressionsMode: 'None' as 'NONE' }, { impressionsMode: 'NONE', impressionsRefreshRate: 300 }],
    [{ metricsRefreshRate: 60 }, { metricsRefreshRate: 60 }],
    [
      { eventsPushRate: 60, eventsQueueSize: 1, eventsBulkSize: 1 },
      { eventsPushRate: 60, eventsQueueSize: 1, eventsBulkSize: 1 },
    ],
    [
      { impressionsQueueSize: 5, impressionsBulkSize: 2 },
      { impressionsQueueSize: 5, impressionsBulkSize: 2 },
    ],
    [
      { connectionTimeout: 5000, readTimeout: 7000 },
      { connectionTimeout: 5000, readTimeout: 7000 },
    ],
    [{ readTimeoutInMs: 7000 }, { readTimeout: 7000 }],
    [
      { labelsEnabled: false, streamingEnabled: false },
      { labelsEnabled: false, streamingEnabled: false },
    ],
    [{ preforkedInitialization: true }, { preforkedInitialization: true }],
    [
      { IPAddressesEnabled: false, machineName: 'm', machineIp: '10.0.0.1' },
      { IPAddressesEnabled: false, machineName: 'm', machineIp: '10.0.0.1' },
    ],
    [
      { splitFile: '~/x.yaml', segmentDirectory: '/s', localhostRefreshEnabled: true },
      { splitFile: '~/x.yaml', segmentDirectory: '/s', localhostRefreshEnabled: true },
    ],
    [{ flagSetsFilter: ['b', 'a', 'b'] }, { flagSetsFilter: ['a', 'b'] }],
    [{ flagSetsFilter: 'a' }, { flagSetsFilter: ['a'] }],
    [{ flagSetsFilter: [] }, { flagSetsFilter: undefined }],
    [
      { dateUnit: 's', ignoreAlgo: true },
      { dateUnit: 's', ignoreAlgo: true },
    ],
    [
      { fallbackTreatments: { global: 'off', byFlag: { a: { treatment: 'on', config: '{}' } } } },
      {
        fallbackTreatments: {
          global: { treatment: 'off', config: null },
          byFlag: new Map([['a', { treatment: 'on', config: '{}' }]]),
        },
      },
    ],
    [{ impressionListener: listener }, { impressionListener: listener }],
    [{ logger: silentLogger, debug: true }, { logger: silentLogger }],
    [
      { initTimeoutMillis: 1, closeTimeoutMillis: 1, errorAfterMillis: 60_001 },
      { initTimeoutMillis: 1, closeTimeoutMillis: 1, errorAfterMillis: 60_001 },
    ],
    [{ agent }, { agent }],
    [{ ca: pem }, { ca: pem }],
    [{ ca: [pem, Buffer.from(pem)] }, { ca: [pem, Buffer.from(pem)] }],
    [{ proxy: 'http://proxy:3128/' }, { proxy: 'http://proxy:3128' }],
    [{ proxy: false }, { proxy: false }],
    [{ apiKey: 'localhost' }, {}],
    [{ featuresRefreshRate: undefined, splitFile: undefined, apiKey: undefined }, { featuresRefreshRate: 30 }],
  ];
  for (const [config, settings] of accepted) {
    it(`take ${Object.keys(config).join(', ')}: ${JSON.stringify(Object.values(config)).slice(0, 60)}`, () => {
      expect(read(config)).to.deep.equal({ ...read(), ...settings });
      expect(warningsOf(config)).to.deep.equal([]);
    });
  }

  it('take one agent for each protocol', () => {
    const both = { http: agent, https: agent };
    expect(read({ agent: both }).agent).to.equal(both);
  });

  it('print more when they are to debug', () => {
    expect(read({ debug: true }).logger).to.not.equal(consoleLogger);
  });

  describe('take base URLs', () => {
    const url = 'http://127.0.0.1:8080/api';
    for (const name of ['sdk', 'events', 'auth', 'streaming', 'telemetry'] as const) {
      it(`as urls.${name} and as ${name}ApiBaseUrl`, () => {
        const expected = { ...read().urls, [name]: url };
        expect(read({ urls: { [name]: `${url}/` } }).urls).to.deep.equal(expected);
        expect(read({ [`${name}ApiBaseUrl`]: url }).urls).to.deep.equal(expected);
        expect(messageOf({ urls: { [name]: url }, [`${name}ApiBaseUrl`]: url })).to.include(`urls.${name}`);
      });
    }
  });

  describe('say once', () => {
    const said: readonly [config: object, warning: string, settings: Partial<SplitSettings>][] = [
      [{ ready: 3000 }, '"ready" does nothing; initTimeoutMillis and blockUntilReady say how long to wait', {}],
      [
        { impression_listener: listener },
        '"impression_listener": its name is impressionListener now',
        { impressionListener: listener },
      ],
      [
        { metricsRefreshRate: 59 },
        '"metricsRefreshRate": 59 is less than 60 seconds; 3600 is used',
        { metricsRefreshRate: 3600 },
      ],
      [
        { flagSetsFilter: ['A'] },
        '"flagSetsFilter": flag set "A": "a" is used, in lower case',
        { flagSetsFilter: ['a'] },
      ],
      [
        { fallbackTreatments: { global: '-' } },
        '"fallbackTreatments": global is left out: expected a treatment of at most 100 letters, digits, dashes and underscores, a letter or digit first, found "-"',
        { fallbackTreatments: { global: undefined, byFlag: new Map() } },
      ],
    ];
    for (const [config, warning, settings] of said) {
      it(warning, () => {
        expect(warningsOf(config)).to.deep.equal([warning]);
        expect(read(config)).to.deep.equal({ ...read(), ...settings });
      });
    }
  });

  describe('refuse', () => {
    const seconds = 'a number of seconds, 0.01 to 2147483';
    const refused: readonly [config: unknown, message: string][] = [
      [5, 'SplitFactory: the configuration is an object of options'],
      [[], 'SplitFactory: the configuration is an object of options'],
      [null, 'SplitFactory: the configuration is an object of options'],
      [{ featuresRefreshRate: 0 }, `"featuresRefreshRate" takes ${seconds}`],
      [{ featuresRefreshRate: '30' }, `"featuresRefreshRate" takes ${seconds}`],
      [{ segmentsRefreshRate: -1 }, `"segmentsRefreshRate" takes ${seconds}`],
      [{ impressionsRefreshRate: NaN }, `"impressionsRefreshRate" takes ${seconds}`],
      [{ metricsRefreshRate: 3_000_000 }, `"metricsRefreshRate" takes ${seconds}`],
      [{ eventsPushRate: Infinity }, `"eventsPushRate" takes ${seconds}`],
      [{ eventsQueueSize: 0 }, '"eventsQueueSize" takes a whole number, at least 1'],
      [{ eventsBulkSize: 1.5 }, '"eventsBulkSize" takes a whole number, at least 1'],
      [{ impressionsQueueSize: null }, '"impressionsQueueSize" takes a whole number, at least 1'],
      [{ impressionsBulkSize: -5 }, '"impressionsBulkSize" takes a whole number, at least 1'],
      [{ connectionTimeout: 0 }, '"connectionTimeout" takes a whole number of milliseconds, 1 to 2147483647'],
      [{ readTimeout: 0 }, '"readTimeout" takes a whole number of milliseconds'],
      [{ readTimeoutInMs: 0 }, '"readTimeoutInMs" takes a whole number of milliseconds'],
      [{ readTimeout: 5, readTimeoutInMs: 5 }, '"readTimeoutInMs" is another name of "readTimeout": give one of them'],
      [{ errorAfterMillis: 60_000 }, '"errorAfterMillis" takes a whole number of milliseconds, 60001 to 2147483647'],
      [{ impressionsMode: 'ALL' }, '"impressionsMode" takes one of "OPTIMIZED", "DEBUG", "NONE", in any case'],
      [{ impressionsMode: 1 }, '"impressionsMode" takes one of "OPTIMIZED", "DEBUG", "NONE", in any case'],
      [{ labelsEnabled: 'yes' }, '"labelsEnabled" takes true or false'],
      [{ streamingEnabled: 1 }, '"streamingEnabled" takes true or false'],
      [{ IPAddressesEnabled: null }, '"IPAddressesEnabled" takes true or false'],
      [{ preforkedInitialization: 'x' }, '"preforkedInitialization" takes true or false'],
      [{ localhostRefreshEnabled: 15 }, '"localhostRefreshEnabled" takes true or false'],
      [{ ignoreAlgo: 1 }, '"ignoreAlgo" takes true or false'],
      [{ dateUnit: 'seconds' }, '"dateUnit" takes one of "ms", "s"'],
      [{ splitFile: '' }, '"splitFile" takes'],
      [{ segmentDirectory: 5 }, '"segmentDirectory" takes'],
      [{ machineName: {} }, '"machineName" takes'],
      [{ machineIp: [] }, '"machineIp" takes'],
      [{ impressionListener: () => undefined }, '"impressionListener" takes an object with the function logImpression'],
      [{ impressionListener: null }, '"impressionListener" takes an object with the function logImpression'],
      [{ impressionListener: {} }, '"impressionListener" takes an object with the function logImpression'],
      [
        { impressionListener: { logImpression: 5 } },
        '"impressionListener" takes an object with the function logImpression',
      ],
      [
        { impressionListener: listener, impression_listener: listener },
        '"impression_listener" is another name of "impressionListener"',
      ],
      [{ logger: {} }, '"logger" takes a Logger'],
      [{ agent: {} }, '"agent" takes an http.Agent, or an object with one as http and https'],
      [{ agent: null }, '"agent" takes an http.Agent'],
      [{ agent: 'x' }, '"agent" takes an http.Agent'],
      [{ agent: { http: {} } }, '"agent" takes an http.Agent'],
      [{ agent: { http: null } }, '"agent" takes an http.Agent'],
      [{ agent: { http: agent, https: { addRequest: () => undefined } } }, '"agent" takes an http.Agent'],
      [{ agent: { destroy: () => undefined } }, '"agent" takes an http.Agent'],
      [{ agent: { http: agent, htps: agent } }, '"agent" takes an http.Agent'],
      [{ ca: '/etc/ca.pem' }, '"ca" takes certificates in PEM'],
      [{ ca: [] }, '"ca" takes certificates in PEM'],
      [{ proxy: 'proxy:3128' }, '"proxy" takes a URL that begins with http:// or https://, or false'],
      [{ proxy: true }, '"proxy" takes a URL that begins with http:// or https://, or false'],
      [{ urls: { sdk: 'sdk.split.io' } }, '"urls.sdk" takes a URL that begins with http:// or https://'],
      [{ urls: { skd: 'https://x' } }, 'unknown option "urls.skd"; did you mean "urls.sdk"'],
      [{ urls: 'https://x' }, '"urls" takes an object of sdk, events, auth, streaming, telemetry'],
      [{ flagSetsFilter: ['-'] }, '"flagSetsFilter": flag sets: none can be used'],
      [{ flagSetsFilter: 5 }, '"flagSetsFilter": flag sets: expected a list, found a number'],
      [
        { flagSetsFilter: Array.from({ length: 51 }, (_, i) => `s${i}`) },
        '"flagSetsFilter": flag sets: there are 51, at most 50 are allowed',
      ],
      [{ fallbackTreatments: 'off' }, '"fallbackTreatments": expected an object with global and byFlag, found a text'],
      [
        { featureRefreshRate: 30 },
        'unknown option "featureRefreshRate"; did you mean "featuresRefreshRate", which takes a number of seconds',
      ],
      [{ streaming_enabled: true }, 'unknown option "streaming_enabled"; did you mean "streamingEnabled"'],
      [JSON.parse('{"__proto__":5}'), 'unknown option "__proto__"'],
      [{ constructor: 5 }, 'unknown option "constructor"'],
      [{ toString: 5 }, 'unknown option "toString"'],
    ];
    for (const [config, message] of refused) {
      it(message, () => {
        expect(messageOf(config))
          .to.match(/^SplitFactory: /)
          .and.include(message);
      });
    }
  });

  describe('show the way to those who come from another SDK', () => {
    const consumer = '(consumer mode) are not supported yet';
    const foreign: readonly [config: object, message: string][] = [
      [
        { core: { authorizationKey: 'k' } },
        'for core.authorizationKey: the SDK key is an argument of its own, before the options',
      ],
      [{ core: { labelsEnabled: false } }, 'for core.labelsEnabled: write labelsEnabled'],
      [{ 'core.labelsEnabled': false }, '"core.labelsEnabled" is no option here: write labelsEnabled'],
      [{ core: {} }, 'for core.IPAddressesEnabled: write IPAddressesEnabled'],
      [{ core: null }, 'for core.labelsEnabled: write labelsEnabled'],
      [{ core: 5 }, 'for core.labelsEnabled: write labelsEnabled'],
      [{ core: { key: 'k' } }, 'for core.key: there is no such option'],
      [
        { scheduler: { featuresRefreshRate: 5, telemetryRefreshRate: 60 } },
        'for scheduler.featuresRefreshRate: write featuresRefreshRate; for scheduler.telemetryRefreshRate: write metricsRefreshRate',
      ],
      [
        { scheduler: { offlineRefreshRate: 5 } },
        'write localhostRefreshEnabled: true, and featuresRefreshRate for the rate',
      ],
      [{ startup: { readyTimeout: 5 } }, 'for startup.readyTimeout: write initTimeoutMillis, in milliseconds'],
      [{ startup: { requestTimeoutBeforeReady: 5 } }, 'write connectionTimeout and readTimeout, in milliseconds'],
      [{ sync: { splitFilters: [] } }, 'for sync.splitFilters: write flagSetsFilter, a list of flag sets'],
      [{ sync: { impressionsMode: 'DEBUG' } }, 'for sync.impressionsMode: write impressionsMode'],
      [{ sync: { requestOptions: {} } }, 'for sync.requestOptions: write agent for its agent'],
      [{ features: 'x.yaml' }, '"features" is no option here: write splitFile'],
      [{ mode: 'localhost' }, '"mode" is no option here: the SDK key decides'],
      [{ mode: 'consumer', storage: { type: 'REDIS' } }, 'the SDK key decides'],
      [{ storage: { type: 'REDIS' } }, consumer],
      [{ storageType: 'pluggable' }, consumer],
      [{ storageWrapper: {} }, consumer],
      [{ storagePrefix: 'x' }, consumer],
      [{ redisHost: 'localhost' }, consumer],
      [{ redisSentinels: [] }, consumer],
      [{ redisLocalCacheEnabled: true }, consumer],
      [{ redisAnything: 1 }, consumer],
    ];
    for (const [config, message] of foreign) {
      it(JSON.stringify(config), () => {
        expect(messageOf(config))
          .to.match(/^SplitFactory: "/)
          .and.include(message);
      });
    }

    it('but not where nothing was given', () => {
      expect(read({ redisHost: undefined, core: undefined })).to.deep.equal(read());
    });
  });

  describe('look at the SDK key', () => {
    for (const sdkKey of ['', ' ', null, 5, {}]) {
      it(`which is not ${JSON.stringify(sdkKey)}`, () => {
        expect(messageOf({}, sdkKey as string)).to.equal(
          'SplitFactory: the SDK key, which stands before the options, is a text that is not blank',
        );
      });
    }

    it('which stands among the options once more, if at all, and is never shown', () => {
      expect(readSettings('SplitFactory', 'secret-key', { apiKey: 'secret-key' }).settings).to.not.have.property(
        'apiKey',
      );
      const message = messageOf({ apiKey: 'another-key' }, 'secret-key');
      expect(message)
        .to.include('"apiKey" differs from the SDK key')
        .and.not.include('another-key')
        .and.not.include('secret-key');
      expect(messageOf({ apiKey: 5 })).to.include('"apiKey" takes');
    });
  });

  it('throw nothing but errors that say why, whatever the options', () => {
    const names = fc.constantFrom(...Object.keys(splitOptions), 'core', 'scheduler', 'redisHost', 'x', '__proto__');
    const accepts = (config: unknown): void => {
      try {
        expect(read(config)).to.include({ dateUnit: 'ms' });
      } catch (error) {
        expect(error)
          .to.have.property('message')
          .that.matches(/^SplitFactory: /)
          .with.length.below(4000);
      }
    };
    const short = hostile.map(([, value]) => value).filter((value) => typeof value !== 'string' || value.length < 1000);
    for (const name of Object.keys(splitOptions)) {
      if (name === 'dateUnit') continue;
      for (const value of short) accepts({ [name]: value });
    }
    fc.assert(
      fc.property(
        fc.dictionary(
          names.filter((name) => name !== 'dateUnit'),
          anything,
        ),
        accepts,
      ),
    );
  });
});

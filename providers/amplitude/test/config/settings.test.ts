import { readOwnOptions } from '@polyflag/core-engine';
import { expect } from 'chai';
import { providerOptions } from '#src/config/amplitude-options.js';
import { readSettings } from '#src/config/settings.js';

function read(config: unknown) {
  return readSettings('ExperimentClient', 'a-key', config);
}

const analytics = {
  cacheCapacity: 65_536,
  flushQueueSize: 200,
  flushIntervalMillis: 10_000,
  flushMaxRetries: 12,
  useBatch: false,
  minIdLength: undefined,
};

describe('config: the options of a client', () => {
  it('have the documented defaults', () => {
    const { settings, warnings } = read({});
    const { logger: _, ...rest } = settings;
    expect(rest).to.deep.equal({
      deploymentKey: 'a-key',
      fetchTimeoutMillis: 10_000,
      fetchRetries: 0,
      fetchRetryBackoffMinMillis: 500,
      fetchRetryBackoffMaxMillis: 10_000,
      fetchRetryBackoffScalar: 1.5,
      fetchRetryTimeoutMillis: 10_000,
      library: 'polyflag-amplitude/0.1.0',
      localEvaluation: false,
      bootstrap: {},
      flagConfigPollingIntervalMillis: 30_000,
      streamUpdates: false,
      streamFlagConnTimeoutMillis: 1_500,
      assignments: undefined,
      exposures: undefined,
      analytics: undefined,
      cohorts: undefined,
      analyticsApiKey: undefined,
      instanceName: undefined,
      initTimeoutMillis: 10_000,
      closeTimeoutMillis: 10_000,
      errorAfterMillis: 120_000,
      agent: undefined,
      ca: undefined,
      proxy: undefined,
      urls: {
        server: 'https://api.lab.amplitude.com',
        flags: 'https://api.lab.amplitude.com',
        stream: 'https://stream.lab.amplitude.com',
        cohorts: 'https://cohort-v2.lab.amplitude.com',
        analytics: 'https://api2.amplitude.com',
      },
    });
    expect(warnings).to.deep.equal([]);
    expect(settings).to.be.frozen;
  });

  it('take the addresses of the zone, in either case, under those that are given', () => {
    const eu = {
      server: 'https://api.lab.eu.amplitude.com',
      flags: 'https://flag.lab.eu.amplitude.com',
      stream: 'https://stream.lab.eu.amplitude.com',
      cohorts: 'https://cohort-v2.lab.eu.amplitude.com',
      analytics: 'https://api.eu.amplitude.com',
    };
    expect(read({ serverZone: 'eu' }).settings.urls).to.deep.equal(eu);
    expect(read({ serverZone: 'EU', urls: { flags: 'http://f/' } }).settings.urls).to.deep.equal({
      ...eu,
      flags: 'http://f',
    });
  });

  it('take serverUrl for the address that is asked: of variants, or with local evaluation of flags', () => {
    const serverUrl = 'http://a/x/';
    expect(read({ serverUrl }).settings.urls.server).to.equal('http://a/x');
    expect(read({ serverUrl }).settings.urls.flags).to.equal('https://api.lab.amplitude.com');
    const local = read({ serverUrl, localEvaluation: true }).settings.urls;
    expect(local.server).to.equal('https://api.lab.amplitude.com');
    expect(local.flags).to.equal('http://a/x');
  });

  it('count an option that is undefined as not given', () => {
    const { settings } = read({ fetchRetries: undefined, serverZone: undefined, urls: { server: undefined } });
    expect(settings.fetchRetries).to.equal(0);
    expect(settings.urls.server).to.equal('https://api.lab.amplitude.com');
  });

  it('fill nested objects in, with the analytics key where they have none', () => {
    const { settings } = read({
      analyticsApiKey: 'ak',
      exposureConfig: { flushQueueSize: 5 },
      assignmentConfig: { apiKey: 'other' },
      cohortSyncConfig: { secretKey: 's', cohortServerUrl: 'http://c/' },
    });
    expect(settings.exposures).to.deep.equal({ ...analytics, apiKey: 'ak', flushQueueSize: 5 });
    expect(settings.assignments).to.deep.equal({ ...analytics, apiKey: 'other' });
    expect(settings.analytics).to.deep.equal({ ...analytics, apiKey: 'ak', flushQueueSize: 5 });
    expect(settings.cohorts).to.deep.equal({
      apiKey: 'ak',
      secretKey: 's',
      maxCohortSize: 2_147_483_647,
      cohortPollingIntervalMillis: 60_000,
    });
    expect(settings.urls.cohorts).to.equal('http://c');
  });

  it('raise an interval of cohorts that is too short, and say so', () => {
    const { settings, warnings } = read({
      cohortSyncConfig: { apiKey: 'a', secretKey: 's', cohortPollingIntervalMillis: 59_999 },
    });
    expect(settings.cohorts?.cohortPollingIntervalMillis).to.equal(60_000);
    expect(warnings).to.deep.equal(['"cohortSyncConfig.cohortPollingIntervalMillis": less than 60000; 60000 is used']);
  });

  const refused: [config: unknown, says: string][] = [
    [{ fetchTimeoutMillis: -1 }, '"fetchTimeoutMillis" takes a number of milliseconds'],
    [{ fetchTimeoutMillis: '5' }, '"fetchTimeoutMillis" takes a number of milliseconds'],
    [{ fetchRetries: 1.5 }, '"fetchRetries" takes a whole number'],
    [{ fetchRetryBackoffScalar: NaN }, '"fetchRetryBackoffScalar" takes a number'],
    [{ serverZone: 'mars' }, '"serverZone" takes one of'],
    [{ serverUrl: 'http://a', urls: { server: 'http://b' } }, '"serverUrl" is another name of "urls.server"'],
    [{ serverUrl: 'http://a', urls: { flags: 'http://b' }, localEvaluation: true }, 'another name of "urls.flags"'],
    [{ streamServerUrl: 'x' }, '"streamServerUrl" takes a URL'],
    [{ exposureConfig: {} }, '"exposureConfig.apiKey" takes'],
    [{ exposureConfig: { apiKey: 'a', cacheCapacity: 0 } }, '"exposureConfig.cacheCapacity" takes'],
    [{ cohortSyncConfig: { secretKey: 's' } }, '"cohortSyncConfig.apiKey" takes'],
    [{ cohortSyncConfig: { apiKey: 'a' } }, '"cohortSyncConfig.secretKey" takes'],
    [
      { urls: { cohorts: 'http://a' }, cohortSyncConfig: { apiKey: 'a', secretKey: 's', cohortServerUrl: 'http://b' } },
      'another name of "urls.cohorts"',
    ],
    [{ bootstrap: [] }, '"bootstrap" takes an object'],
    [{ logLevel: 4 }, '"logLevel" is no option here'],
    [{ fetchRetry: 4 }, 'did you mean "fetchRetries"'],
    [5, 'object of options'],
  ];
  for (const [config, says] of refused) {
    it(`refuse ${JSON.stringify(config)}`, () => {
      expect(() => read(config))
        .to.throw(says)
        .with.property('code', 'GENERAL');
    });
  }

  it('refuse a deployment key that is no text or cannot be sent, and do not repeat it', () => {
    for (const key of [5, undefined, 'server-secret\n']) {
      expect(() => readSettings('ExperimentClient', key, {}))
        .to.throw('deployment key')
        .with.property('message')
        .that.does.not.contain('secret');
    }
  });
});

describe('config: the options of the provider', () => {
  it('have their defaults, and leave the rest to the client', () => {
    const given = { fetchRetries: 2, cacheTtlMillis: 0 };
    const { own, rest } = readOwnOptions('AmplitudeProvider', given, providerOptions);
    expect(own).to.deep.equal({
      cacheTtlMillis: 0,
      cacheMaxEntries: 10_000,
      maxStaleMillis: 300_000,
      failureCooldownMillis: 1_000,
      flagKeys: undefined,
      tracksAssignment: undefined,
      tracksExposure: undefined,
      requireIdentity: false,
      valueSource: 'auto',
      defaultVariant: 'off',
      booleanVariants: { on: [], off: [] },
      trackValue: 'revenue',
    });
    expect(rest).to.deep.equal({ fetchRetries: 2 });
  });

  it('refuse what cannot be meant', () => {
    const read = (given: object) => readOwnOptions('AmplitudeProvider', given, providerOptions);
    expect(() => read({ cacheMaxEntries: 0 })).to.throw('AmplitudeProvider: "cacheMaxEntries" takes');
    expect(() => read({ valueSource: 'both' })).to.throw('AmplitudeProvider: "valueSource" takes');
  });
});

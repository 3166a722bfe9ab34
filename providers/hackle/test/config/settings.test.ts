import { expect } from 'chai';
import { readSettings } from '#src/config/settings.js';

function read(config: unknown) {
  return readSettings('HackleClient', 'a-key', config);
}

describe('config: the options of a client', () => {
  it('have the documented defaults', () => {
    const { settings, warnings } = read({});
    const { logger: _, ...rest } = settings;
    expect(rest).to.deep.equal({
      sdkKey: 'a-key',
      initTimeoutMillis: 3_000,
      closeTimeoutMillis: 10_000,
      errorAfterMillis: 120_000,
      pollingIntervalMillis: 10_000,
      enableMonitoring: true,
      agent: undefined,
      ca: undefined,
      proxy: undefined,
      sdkName: 'nodejs-polyflag',
      sdkVersion: '0.1.0',
      urls: {
        sdk: 'https://sdk.hackle.io',
        event: 'https://event.hackle.io',
        monitoring: 'https://monitoring.hackle.io',
      },
    });
    expect(warnings).to.deep.equal([]);
    expect(settings).to.be.frozen;
  });

  it('raise a poll interval that is too short, and say so', () => {
    for (const given of [9_999, 1, 0, -5]) {
      const { settings, warnings } = read({ pollingIntervalMillis: given });
      expect(settings.pollingIntervalMillis).to.equal(10_000);
      expect(warnings).to.deep.equal([`"pollingIntervalMillis": ${given} is less than 10000; 10000 is used`]);
    }
    expect(read({ pollingIntervalMillis: 10_001 }).settings.pollingIntervalMillis).to.equal(10_001);
  });

  it('take addresses under the names of the vendor, without slashes at their end', () => {
    const { settings } = read({ sdkUrl: 'http://a/', eventUrl: 'http://b//', monitoringUrl: 'http://c' });
    expect(settings.urls).to.deep.equal({ sdk: 'http://a', event: 'http://b', monitoring: 'http://c' });
  });

  it('take the addresses of a region, which go before others', () => {
    const urls = {
      sdk: 'https://static-sdk.hackle.io',
      event: 'https://static-event.hackle.io',
      monitoring: 'https://static-monitoring.hackle.io',
    };
    expect(read({ region: 'STATIC' }))
      .to.have.nested.property('settings.urls')
      .that.deep.equals(urls);
    expect(read({ region: 'STATIC' }).warnings).to.deep.equal([]);
    const both = read({ region: 'STATIC', urls: { sdk: 'http://a' } });
    expect(both.settings.urls).to.deep.equal(urls);
    expect(both.warnings).to.have.length(1);
  });

  const refused: [config: unknown, says: string][] = [
    [{ pollingIntervalMillis: '10000' }, '"pollingIntervalMillis" takes a number'],
    [{ pollingIntervalMillis: NaN }, '"pollingIntervalMillis" takes a number'],
    [{ region: 'EU' }, '"region" takes one of'],
    [{ sdkUrl: 'http://a', urls: { sdk: 'http://b' } }, '"sdkUrl" is another name of "urls.sdk"'],
    [{ urls: { sdk: 'nowhere' } }, '"urls.sdk" takes a URL'],
    [{ initTimeoutMillis: 0 }, '"initTimeoutMillis" takes'],
    [{ sdkUrls: 'http://a' }, 'did you mean "sdkUrl"'],
    [5, 'object of options'],
  ];
  for (const [config, says] of refused) {
    it(`refuse ${JSON.stringify(config)}`, () => {
      expect(() => read(config))
        .to.throw(says)
        .with.property('code', 'GENERAL');
    });
  }
});

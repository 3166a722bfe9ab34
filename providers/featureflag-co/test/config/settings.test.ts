import { expect } from 'chai';
import { readSettings } from '#src/config/settings.js';
import { message, SECRET } from '../support/environment.js';

function read(config: unknown, secret: unknown = SECRET) {
  return readSettings('FFCClient', secret, config);
}

describe('config: the options of a client', () => {
  it('have the documented defaults', () => {
    const { settings, warnings } = read({});
    const { logger: _, ...rest } = settings;
    expect(rest).to.deep.equal({
      envSecret: SECRET,
      startWait: 15,
      urls: { streaming: 'wss://api.featureflag.co', events: 'https://api.featureflag.co' },
      streamingFirstRetryDelay: 1,
      offline: false,
      bootstrap: undefined,
      eventsMaxInQueue: 10_000,
      eventsFlushInterval: 3,
      eventsRetryInterval: 0.1,
      eventsMaxRetries: 1,
      connectTimeout: 5,
      readTimeout: 10,
      timeout: 10,
      pingInterval: 10,
      streamVersion: undefined,
      defaults: new Map(),
      closeTimeoutMillis: 10_000,
      errorAfterMillis: 120_000,
      agent: undefined,
      ca: undefined,
      proxy: undefined,
    });
    expect(warnings).to.deep.equal([]);
    expect(settings).to.be.frozen;
  });

  const bounds: readonly [name: string, given: number, used: number][] = [
    ['streamingFirstRetryDelay', 0, 1],
    ['streamingFirstRetryDelay', 61, 60],
    ['eventsFlushInterval', -1, 3],
    ['eventsFlushInterval', 11, 10],
    ['eventsRetryInterval', 0, 0.1],
    ['eventsRetryInterval', 2, 1],
    ['eventsMaxRetries', 0, 1],
    ['eventsMaxRetries', 4, 3],
    ['eventsMaxInQueue', 5, 10_000],
    ['connectTimeout', 0, 5],
    ['readTimeout', 0, 10],
    ['timeout', 11, 10],
    ['pingInterval', 60, 10],
  ];
  for (const [name, given, used] of bounds) {
    it(`keep within the vendor's bounds and say so: ${name} ${given}`, () => {
      const { settings, warnings } = read({ [name]: given });
      expect(settings).to.have.property(name, used);
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.contain(`"${name}": ${given}`);
    });
  }

  for (const [name, given] of [
    ['eventsMaxInQueue', 20_000],
    ['connectTimeout', 120],
    ['pingInterval', 0.5],
    ['startWait', -1],
  ] as const) {
    it(`take what is within them: ${name} ${given}`, () => {
      expect(read({ [name]: given })).to.have.nested.property(`settings.${name}`, given);
      expect(read({ [name]: given }).warnings).to.deep.equal([]);
    });
  }

  it('take addresses under the names of the vendor, without slashes at their end', () => {
    const { settings } = read({ baseUri: 'http://a/', streamingUri: 'ws://b//' });
    expect(settings.urls).to.deep.equal({ streaming: 'ws://b', events: 'http://a' });
  });

  it('take a bootstrap as text or parsed, and say what of it is broken', () => {
    const given = message([{ id: 'x' }]);
    for (const bootstrap of [given, JSON.stringify(given)]) {
      const { settings, warnings } = read({ bootstrap });
      expect(settings.bootstrap?.eventType).to.equal('full');
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.contain('"bootstrap"');
    }
  });

  const refused: readonly [what: string, config: unknown, named: string][] = [
    ['an unknown name', { envSecrets: 1 }, 'envSecrets'],
    ['text where a number is', { startWait: '15' }, 'startWait'],
    ['a stream over HTTP', { urls: { streaming: 'https://a' } }, 'urls.streaming'],
    ['two names of one thing', { baseUri: 'http://a', urls: { events: 'http://b' } }, 'baseUri'],
    ['a bootstrap that is no JSON', { bootstrap: '{' }, 'bootstrap'],
    ['a bootstrap that is something else', { bootstrap: '[]' }, 'bootstrap'],
    ['defaults that are a list', { defaults: [] }, 'defaults'],
    ['a wait that no timer can wait', { startWait: 1e10 }, 'startWait'],
  ];
  for (const [what, config, named] of refused) {
    it(`refuse ${what}, and name it`, () => {
      expect(() => read(config))
        .to.throw(named)
        .with.property('code', 'GENERAL');
    });
  }

  for (const secret of ['', ' ', 'YWJj=', 'YWJjZA', 'a b', `${SECRET}\n`, undefined, 5]) {
    it(`refuse the secret ${JSON.stringify(secret)} without repeating it`, () => {
      expect(() => readSettings('FFCClient', secret, {})).to.throw(
        /^FFCClient: the env secret, which stands before the options, is the base64/,
      );
    });
  }

  it('take an empty secret offline', () => {
    expect(read({ offline: true }, '').settings.envSecret).to.equal('');
  });
});

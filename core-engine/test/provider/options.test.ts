import { inspect } from 'node:util';
import { expect } from 'chai';
import { consoleLogger, silentLogger } from '#src/logging/logger.js';
import { commonOptions, loggerOf } from '#src/provider/common-options.js';
import { millis, seconds } from '#src/provider/wait-options.js';
import { isCoded } from '#src/provider/errors.js';
import * as option from '#src/provider/option-kinds.js';
import { group, readOptions } from '#src/provider/options.js';
import { nearest } from '#src/provider/suggest.js';

const schema = {
  featuresRefreshRate: option.number({ default: 60, min: 5, unit: 'seconds' }),
  ratio: option.number({ min: 0, max: 1 }),
  retries: option.number({ integer: true, max: 10 }),
  anything: option.number(),
  offline: option.boolean({ default: false }),
  label: option.string({ default: 'none' }),
  mode: option.oneOf(['OPTIMIZED', 'DEBUG', 'NONE'], { default: 'OPTIMIZED' }),
  flagSets: option.list(option.string(), { default: ['all'] }),
  proxy: option.url(),
  features: option.either(option.string(), option.record()),
  listener: option.callback<(name: string) => void>(),
  urls: group({
    sdk: option.url({ default: 'https://sdk.example' }),
    streaming: option.url({ default: 'wss://s.example', protocols: ['ws:', 'wss:'] }),
  }),
  sdkUrl: option.alias('urls.sdk'),
  ready: option.alias('featuresRefreshRate', 'write "featuresRefreshRate"'),
  core: option.refused('give the key as the first argument'),
};

function read(given?: unknown) {
  return readOptions('FakeProvider', given, schema);
}

function refusalOf(given: unknown): string {
  try {
    read(given);
  } catch (error) {
    expect(isCoded(error)).to.be.true;
    return (error as Error).message;
  }
  throw new Error('it was accepted');
}

describe('options', () => {
  it('are all there, with their defaults, deeply frozen', () => {
    const { options, warnings } = read();
    expect(options).to.deep.equal({
      featuresRefreshRate: 60,
      ratio: undefined,
      retries: undefined,
      anything: undefined,
      offline: false,
      label: 'none',
      mode: 'OPTIMIZED',
      flagSets: ['all'],
      proxy: undefined,
      features: undefined,
      listener: undefined,
      urls: { sdk: 'https://sdk.example', streaming: 'wss://s.example' },
    });
    expect(warnings).to.be.empty;
    for (const part of [options, options.urls, options.flagSets]) expect(Object.isFrozen(part)).to.be.true;
  });

  it('have the types of their kinds', () => {
    const { options } = read();
    const rate: number = options.featuresRefreshRate;
    const ratio: number | undefined = options.ratio;
    const mode: 'OPTIMIZED' | 'DEBUG' | 'NONE' = options.mode;
    const sets: readonly string[] = options.flagSets;
    const sdk: string = options.urls.sdk;
    const features: string | Readonly<Record<string, unknown>> | undefined = options.features;
    expect([rate, ratio, mode, sets, sdk, features]).to.have.length(6);
  });

  it('have a type for what a user may give', () => {
    const config: option.ConfigOf<typeof schema> = {
      ratio: undefined,
      mode: 'DEBUG',
      urls: { sdk: 'http://a' },
      features: 'flags.yaml',
      ready: 7,
    };
    expect(read(config).options).to.include({ mode: 'DEBUG', featuresRefreshRate: 7 });
    const wrong: readonly option.ConfigOf<typeof schema>[] = [
      // @ts-expect-error no such mode
      { mode: 'debug' },
      // @ts-expect-error a member of the wrong type
      { urls: { sdk: 5 } },
      // @ts-expect-error an alias takes what its option takes
      { sdkUrl: 5 },
      // @ts-expect-error a refused name
      { core: {} },
      // @ts-expect-error an unknown name
      { colour: 'red' },
    ];
    for (const given of wrong) refusalOf(given);
  });

  it('are what was given', () => {
    const listener = () => undefined;
    const given = {
      featuresRefreshRate: 5,
      ratio: 0.5,
      retries: 10,
      anything: -1e9,
      offline: true,
      label: 'x',
      mode: 'NONE',
      flagSets: [],
      proxy: 'http://user:pw@proxy:3128//',
      features: { a: 1 },
      listener,
      urls: { sdk: 'http://localhost:8080/api/' },
    };
    const { options } = read(given);
    expect(options).to.deep.equal({
      ...given,
      proxy: 'http://user:pw@proxy:3128',
      urls: { sdk: 'http://localhost:8080/api', streaming: 'wss://s.example' },
    });
    expect(options.listener).to.equal(listener);
    expect(options.features).to.equal(given.features);
    given.flagSets.push('later' as never);
    expect(options.flagSets).to.be.empty;
  });

  it('that are undefined were not given', () => {
    const { options } = read({ featuresRefreshRate: undefined, urls: { sdk: undefined }, sdkUrl: 'http://a' });
    expect(options.featuresRefreshRate).to.equal(60);
    expect(options.urls.sdk).to.equal('http://a');
  });

  describe('a wrong value', () => {
    const wrong: [object, string][] = [
      [{ featuresRefreshRate: '60' }, '"featuresRefreshRate" takes a number of seconds, at least 5; found a string'],
      [{ featuresRefreshRate: 4.9 }, '"featuresRefreshRate" takes a number of seconds, at least 5; found 4.9'],
      [{ featuresRefreshRate: null }, '"featuresRefreshRate" takes a number of seconds, at least 5; found null'],
      [{ ratio: 1.01 }, '"ratio" takes a number, 0 to 1; found 1.01'],
      [{ ratio: NaN }, '"ratio" takes a number, 0 to 1; found NaN'],
      [{ anything: Infinity }, '"anything" takes a number; found Infinity'],
      [{ retries: 1.5 }, '"retries" takes a whole number, at most 10; found 1.5'],
      [{ retries: 11 }, '"retries" takes a whole number, at most 10; found 11'],
      [{ proxy: 'no url' }, '"proxy" takes a URL that begins with http:// or https://; found a string'],
      [{ offline: 'true' }, '"offline" takes true or false; found a string'],
      [{ label: ' ' }, '"label" takes a string; found a blank string'],
      [{ label: 5 }, '"label" takes a string; found 5'],
      [{ mode: 'none' }, '"mode" takes one of "OPTIMIZED", "DEBUG", "NONE"; found a string'],
      [{ flagSets: 'a' }, '"flagSets" takes a list, each item a string; found a string'],
      [{ flagSets: ['a', 1] }, '"flagSets[1]" takes a string; found 1'],
      [{ features: 5 }, '"features" takes a string, or an object; found 5'],
      [{ listener: {} }, '"listener" takes a function; found an object'],
      [{ urls: 'http://a' }, '"urls" takes an object of sdk, streaming; found a string'],
      [{ urls: [] }, '"urls" takes an object of sdk, streaming; found a list'],
      [{ urls: { sdk: 'ftp://a' } }, '"urls.sdk" takes a URL that begins with http:// or https://; found a string'],
      [
        { proxy: 'http://a/?' },
        '"proxy" takes a URL that begins with http:// or https:// and ends with its path; found a ? or a #',
      ],
      [
        { urls: { sdk: 'http://a/api#here' } },
        '"urls.sdk" takes a URL that begins with http:// or https:// and ends with its path; found a ? or a #',
      ],
      [
        { urls: { streaming: 'http://a' } },
        '"urls.streaming" takes a URL that begins with ws:// or wss://; found a string',
      ],
    ];
    for (const [given, message] of wrong) {
      it(`${inspect(given, { breakLength: Infinity })} names the option and what it takes`, () => {
        expect(refusalOf(given)).to.equal(`FakeProvider: ${message}`);
      });
    }

    it('is never shown when it is text: it may be a secret', () => {
      const secret = 'k3y-4711';
      const everywhere = Object.keys(schema).map((name) => [
        { [name]: secret },
        { [name]: [secret] },
        { [name]: { a: secret } },
      ]);
      for (const given of [
        ...everywhere.flat(),
        { urls: { sdk: secret } },
        { proxy: `:${secret}@` },
        secret,
        [secret],
      ]) {
        try {
          read(given);
        } catch (error) {
          expect(inspect(error, { showHidden: true, depth: 9 })).not.to.include(secret);
        }
      }
    });
  });

  describe('a name that is unknown', () => {
    it('is an error with the option that may have been meant, and what that takes', () => {
      const meant = 'did you mean "featuresRefreshRate", which takes a number of seconds, at least 5?';
      for (const name of ['featureRefreshRate', 'features_refresh_rate', 'FEATURESREFRESHRATE', 'featuresRefreshRat']) {
        expect(refusalOf({ [name]: 60 })).to.equal(`FakeProvider: unknown option "${name}"; ${meant}`);
      }
      const member = 'unknown option "urls.skd"; did you mean "urls.sdk", which takes a URL';
      expect(refusalOf({ urls: { skd: 'http://a' } })).to.include(member);
      expect(refusalOf({ sdkUrls: 'http://a' })).to.include('did you mean "sdkUrl", which takes a URL');
      expect(refusalOf({ reddy: 1 })).to.include('did you mean "ready", which takes a number of seconds');
    });

    it('is an error with all there are when nothing comes near', () => {
      const message = refusalOf({ colour: 'red' });
      expect(message).to.match(/^FakeProvider: unknown option "colour"; there are featuresRefreshRate, .*, urls$/);
      expect(message).not.to.match(/core|sdkUrl|ready/);
    });

    it('may be hostile', () => {
      expect(refusalOf(JSON.parse('{"__proto__":{}}'))).to.include('unknown option "__proto__"');
      expect(refusalOf({ constructor: 1 })).to.include('unknown option "constructor"');
      expect(refusalOf({ ['x'.repeat(1_000_000)]: 1 })).to.have.length.below(1_000);
    });

    it('counts only if it is the configuration’s own', () => {
      expect(read(Object.create({ colour: 'red', offline: true })).options.offline).to.be.false;
    });

    it('is an error with advice where the vendor has some', () => {
      expect(refusalOf({ core: {} })).to.equal(
        'FakeProvider: "core" is no option here: give the key as the first argument',
      );
    });
  });

  it('are an object or absent', () => {
    for (const given of [null, 'key', 5, [], () => undefined]) {
      expect(refusalOf(given)).to.equal('FakeProvider: the configuration is an object of options');
    }
    expect(read(Object.create(null)).options.label).to.equal('none');
  });

  describe('an alias', () => {
    it('stands for another name, or a member of a group', () => {
      const { options, warnings } = read({ sdkUrl: 'http://a/', urls: { streaming: 'ws://b' } });
      expect(options.urls).to.deep.equal({ sdk: 'http://a', streaming: 'ws://b' });
      expect(options).not.to.have.property('sdkUrl');
      expect(warnings).to.be.empty;
    });

    it('may warn', () => {
      const { options, warnings } = read({ ready: 7 });
      expect(options.featuresRefreshRate).to.equal(7);
      expect(warnings).to.deep.equal(['"ready": write "featuresRefreshRate"']);
    });

    it('is an error beside what it stands for', () => {
      expect(refusalOf({ sdkUrl: 'http://a', urls: { sdk: 'http://a' } })).to.equal(
        'FakeProvider: "sdkUrl" is another name of "urls.sdk": give one of them',
      );
      expect(refusalOf({ featuresRefreshRate: 5, ready: 5 })).to.include('"ready" is another name');
    });

    it('is named as the user wrote it when its value is wrong', () => {
      expect(refusalOf({ sdkUrl: 5 })).to.equal(
        'FakeProvider: "sdkUrl" takes a URL that begins with http:// or https://; found 5',
      );
      expect(refusalOf({ ready: 'soon' })).to.include('"ready" takes a number of seconds');
      expect(refusalOf({ sdkUrl: 'http://a', urls: 5 })).to.include('"urls" takes an object');
    });
  });

  describe('that all providers have', () => {
    it('have their defaults, and a vendor may have others', () => {
      expect(readOptions('P', {}, commonOptions).options).to.deep.equal({
        logger: undefined,
        debug: false,
        initTimeoutMillis: 10_000,
        closeTimeoutMillis: 10_000,
        errorAfterMillis: 120_000,
      });
      const hackle = { ...commonOptions, initTimeoutMillis: millis(3_000) };
      expect(readOptions('P', {}, hackle).options.initTimeoutMillis).to.equal(3_000);
    });

    it('refuse an error before a minute is over: the longest ordinary waits must fit in twice (DECISIONS 21)', () => {
      for (const errorAfterMillis of [60_000, 2 ** 31, '120000']) {
        expect(() => readOptions('P', { errorAfterMillis }, commonOptions)).to.throw(
          /"errorAfterMillis" takes a whole number of milliseconds, 60001 to 2147483647/,
        );
      }
      expect(readOptions('P', { errorAfterMillis: 60_001 }, commonOptions).options.errorAfterMillis).to.equal(60_001);
    });

    it('refuse waiting times that no timer has, and half a logger', () => {
      for (const initTimeoutMillis of [0, -1, 1.5, 2 ** 31]) {
        expect(() => readOptions('P', { initTimeoutMillis }, commonOptions)).to.throw(
          /whole number of milliseconds, 1 to/,
        );
      }
      for (const logger of [{}, { ...silentLogger, debug: 1 }, null, () => undefined]) {
        expect(() => readOptions('P', { logger }, commonOptions)).to.throw(/"logger" takes a Logger: an object with/);
      }
      expect(readOptions('P', { logger: silentLogger }, commonOptions).options.logger).to.equal(silentLogger);
    });

    it('take seconds up to what a timer can wait, and fractions of them', () => {
      const { options } = readOptions('P', { every: 0.5 }, { every: seconds(30), after: seconds(undefined) });
      expect(options).to.deep.equal({ every: 0.5, after: undefined });
      expect(() => readOptions('P', { every: 2_147_484 }, { every: seconds(30) })).to.throw(
        '"every" takes a number of seconds, at most 2147483; found 2147484',
      );
      expect(() => readOptions('P', { every: 0 }, { every: seconds(30, { min: 0.01 }) })).to.throw(
        '"every" takes a number of seconds, 0.01 to 2147483; found 0',
      );
    });

    it('give the logger that was given, else the console, with debug lines if asked for', () => {
      expect(loggerOf({ logger: silentLogger, debug: true })).to.equal(silentLogger);
      expect(loggerOf({ logger: undefined, debug: false })).to.equal(consoleLogger);
      const printed: unknown[] = [];
      const { debug, info } = console;
      Object.assign(console, {
        debug: (line: unknown) => printed.push(line),
        info: (line: unknown) => printed.push(line),
      });
      try {
        for (const talks of [true, false]) {
          loggerOf({ logger: undefined, debug: talks }).debug(`debug ${talks}`);
          loggerOf({ logger: undefined, debug: talks }).info(`info ${talks}`);
        }
      } finally {
        Object.assign(console, { debug, info });
      }
      expect(printed).to.deep.equal(['debug true', 'info true']);
    });
  });
});

describe('the nearest name', () => {
  it('is the one with the fewest letters wrong, at most a third of them', () => {
    expect(nearest('colr', ['color', 'collar'])).to.equal('color');
    expect(nearest('fetch_timeout', ['fetchTimeoutMillis', 'fetchTimeout'])).to.equal('fetchTimeout');
    expect(nearest('abc', ['xyz'])).to.be.undefined;
    expect(nearest('', ['a'])).to.be.undefined;
    expect(nearest('abcdef', ['xycxef'])).to.be.undefined;
  });

  it('counts two letters that are swapped as one that is wrong', () => {
    expect(nearest('skd', ['sdk'])).to.equal('sdk');
    expect(nearest('ba', ['ab'])).to.be.undefined;
  });

  it('is not looked for when the name is longer than any', () => {
    expect(nearest('a'.repeat(101), ['a'.repeat(101)])).to.be.undefined;
  });
});

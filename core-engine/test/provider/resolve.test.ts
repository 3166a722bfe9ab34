import { ErrorCode, type EvaluationContext, OpenFeature, type ResolutionDetails } from '@openfeature/server-sdk';
import { expect } from 'chai';
import type { Decision } from '#src/evaluation/decision.js';
import { flagNotFound } from '#src/evaluation/decision.js';
import type { BaseProvider, ProviderParts } from '#src/provider/base.js';
import { fatal } from '#src/provider/errors.js';
import type { Details, Face, Resolution } from '#src/provider/face.js';
import {
  Comes,
  decision,
  Deferred,
  faceOf,
  type Flags,
  newDomain,
  RecordingLogger,
  resolution,
  rig,
  tidy,
} from './fakes.js';

const context: EvaluationContext = Object.freeze({ targetingKey: 'u' });

async function readyProvider(parts: Partial<ProviderParts> & { flags?: Flags } = {}): Promise<BaseProvider> {
  const { provider } = rig(parts);
  await provider.initialize();
  return provider;
}

async function client(parts: Partial<ProviderParts> & { flags?: Flags } = {}) {
  const domain = newDomain();
  await OpenFeature.setProviderAndWait(domain, rig(parts).provider);
  return OpenFeature.getClient(domain);
}

/** Any of the four methods, by type. */
function resolve(provider: BaseProvider, type: string, flagKey: unknown, defaultValue: unknown) {
  const method = `resolve${type[0]?.toUpperCase()}${type.slice(1)}Evaluation` as 'resolveBooleanEvaluation';
  return provider[method](flagKey as string, defaultValue as boolean, context) as Promise<ResolutionDetails<unknown>>;
}

const types = { boolean: false, string: 'd', number: -1, object: { d: true } };

describe('resolving a flag', () => {
  afterEach(tidy);

  describe('2.2.3 a value', () => {
    const flags: Flags = {
      b: true,
      s: 'hi',
      n: 0.5,
      o: { title: 'x' },
      b0: false,
      s0: '',
      n0: 0,
      o0: {},
      l: [1, [null]],
    };

    it('is served through the four methods of a client, with variant, reason and metadata', async () => {
      const api = await client({ flags });
      const rest = { reason: 'STATIC', variant: 'one', flagMetadata: { kind: 'fake' } };
      const b = await api.getBooleanDetails('b', false);
      expect(b).to.deep.equal({ flagKey: 'b', value: true, ...rest });
      expect(await api.getStringDetails('s', 'd')).to.deep.equal({ flagKey: 's', value: 'hi', ...rest });
      expect(await api.getNumberDetails('n', 1)).to.deep.equal({ flagKey: 'n', value: 0.5, ...rest });
      const o = await api.getObjectDetails('o', {});
      expect(o).to.deep.equal({ flagKey: 'o', value: { title: 'x' }, ...rest });
    });

    it('is served when it is false, empty or zero', async () => {
      const api = await client({ flags });
      expect(await api.getBooleanValue('b0', true)).to.equal(false);
      expect(await api.getStringValue('s0', 'd')).to.equal('');
      expect(await api.getNumberValue('n0', 1)).to.equal(0);
      expect(await api.getObjectValue('o0', { d: 1 })).to.deep.equal({});
      expect(await api.getObjectValue('l', {})).to.deep.equal([1, [null]]);
    });

    it('is deeply frozen, details and metadata too', async () => {
      const provider = await readyProvider({ flags });
      const details = await provider.resolveObjectEvaluation('l', {}, context);
      expect(Object.isFrozen(details)).to.be.true;
      expect(Object.isFrozen(details.flagMetadata)).to.be.true;
      expect(Object.isFrozen((details.value as unknown[])[1])).to.be.true;
    });

    it('is frozen also where the vendor hands it over unfrozen', async () => {
      const value = { inner: { a: 1 } };
      const provider = await readyProvider({ flags: { o: new Comes({ kind: 'value', value, reason: 'STATIC' }) } });
      await provider.resolveObjectEvaluation('o', {}, context);
      expect(Object.isFrozen(value.inner)).to.be.true;
    });

    it('survives a default of null or undefined from untyped code', async () => {
      const provider = await readyProvider({ flags });
      for (const odd of [null, undefined]) expect((await resolve(provider, 'boolean', 'b', odd)).value).to.equal(true);
    });

    it('is served without a context', async () => {
      const provider = await readyProvider({ flags });
      const untyped = provider.resolveStringEvaluation.bind(provider) as (key: string, d: string) => Promise<Details>;
      expect((await untyped('s', 'd')).value).to.equal('hi');
    });
  });

  it('2.2.4 leaves the variant out where there is none', async () => {
    const flags: Flags = {
      absent: new Comes({ kind: 'value', value: 1, reason: 'STATIC' }),
      nothing: new Comes({ kind: 'value', value: 1, reason: 'STATIC', variant: null }),
      empty: new Comes({ kind: 'value', value: 1, reason: 'STATIC', variant: '' }),
    };
    const provider = await readyProvider({ flags });
    expect(await resolve(provider, 'number', 'absent', 0)).not.to.have.property('variant');
    expect(await resolve(provider, 'number', 'nothing', 0)).not.to.have.property('variant');
    expect(await resolve(provider, 'number', 'empty', 0)).to.have.property('variant', '');
  });

  it('2.2.6 and 2.3.2 puts neither an error code nor a message into a normal run', async () => {
    const provider = await readyProvider({ flags: { b: true } });
    expect(await resolve(provider, 'boolean', 'b', false)).to.have.all.keys(
      'value',
      'variant',
      'reason',
      'flagMetadata',
    );
  });

  it('2.2.10 keeps only text, numbers and booleans in the metadata', async () => {
    const flagMetadata = {
      text: '',
      number: 0,
      boolean: false,
      undefined: undefined,
      null: null,
      list: [],
      object: {},
      nan: NaN,
      infinite: Infinity,
      ['__proto__']: 'own',
    };
    const flags: Flags = {
      value: new Comes({ kind: 'value', value: 'v', reason: 'STATIC', flagMetadata }),
      default: new Comes({ kind: 'default', reason: 'DISABLED', flagMetadata }),
      error: new Comes({ kind: 'error', code: 'GENERAL', message: 'm', flagMetadata }),
      none: new Comes({ kind: 'value', value: 'v', reason: 'STATIC' }),
    };
    const provider = await readyProvider({ flags });
    for (const key of ['value', 'default', 'error']) {
      const metadata = (await resolve(provider, 'string', key, 'd')).flagMetadata ?? {};
      expect(Object.entries(metadata), key).to.deep.equal([
        ['text', ''],
        ['number', 0],
        ['boolean', false],
        ['__proto__', 'own'],
      ]);
      expect(Object.isFrozen(metadata), key).to.be.true;
    }
    expect((await resolve(provider, 'string', 'none', 'd')).flagMetadata).to.deep.equal({});
  });

  describe('2.2.7 an error', () => {
    const message = 'wanted number, found a boolean';

    it('is in the details: code, reason ERROR, the default, a message that names the flag, wanted and found', async () => {
      const provider = await readyProvider({ flags: { b: true } });
      expect(await resolve(provider, 'number', 'b', 7)).to.deep.equal({
        value: 7,
        reason: 'ERROR',
        errorCode: 'TYPE_MISMATCH',
        errorMessage: `flag "b": ${message}`,
        flagMetadata: {},
      });
      const api = await client({ flags: { b: true } });
      const details = await api.getNumberDetails('b', 7);
      expect(details).to.include({ value: 7, reason: 'ERROR', errorCode: ErrorCode.TYPE_MISMATCH });
      expect(details.errorMessage).to.equal(`flag "b": ${message}`);
    });

    it('is every mismatch of two types', async () => {
      const flags: Flags = { boolean: true, string: 'uno', number: 10, object: {} };
      const provider = await readyProvider({ flags });
      for (const [served, value] of Object.entries(flags)) {
        for (const [asked, defaultValue] of Object.entries(types)) {
          const details = await resolve(provider, asked, served, defaultValue);
          const expected = served === asked ? value : defaultValue;
          expect(details.value, `${served} as ${asked}`).to.deep.equal(expected);
          const code = served === 'string' && asked === 'object' ? 'PARSE_ERROR' : 'TYPE_MISMATCH';
          expect(details.errorCode, `${served} as ${asked}`).to.equal(served === asked ? undefined : code);
        }
      }
    });

    it('of one type does not show in another, whatever was asked before', async () => {
      const provider = await readyProvider({ flags: { b: true } });
      expect(await resolve(provider, 'boolean', 'b', false)).to.include({ value: true });
      expect(await resolve(provider, 'string', 'b', 'd')).to.include({ value: 'd', errorCode: 'TYPE_MISMATCH' });
      expect(await resolve(provider, 'boolean', 'b', false)).to.include({ value: true });
    });

    it('is FLAG_NOT_FOUND for every type of a flag that is not there', async () => {
      const api = await client();
      const missing = { reason: 'ERROR', errorCode: ErrorCode.FLAG_NOT_FOUND };
      expect(await api.getBooleanDetails('missing', true)).to.include({ value: true, ...missing });
      expect(await api.getStringDetails('missing', 'd')).to.include({ value: 'd', ...missing });
      expect(await api.getNumberDetails('missing', 5)).to.include({ value: 5, ...missing });
      const details = await api.getObjectDetails('missing', { d: 1 });
      expect(details).to.deep.include({
        value: { d: 1 },
        ...missing,
        errorMessage: 'flag "missing": there is no such flag',
      });
    });

    it('names the flag that was asked for, though all missing flags share a decision', async () => {
      const provider = await readyProvider();
      for (const key of ['first', 'second']) {
        expect((await resolve(provider, 'boolean', key, false)).errorMessage).to.include(`"${key}"`);
      }
    });

    it('carries the code and the metadata that the vendor gives', async () => {
      const flagMetadata = { why: 'x' };
      const typed = { kind: 'error', code: 'TARGETING_KEY_MISSING', message: 'who?', flagMetadata } as const;
      const provider = await readyProvider({ flags: { f: new Comes(typed) } });
      expect(await resolve(provider, 'string', 'f', 'd')).to.deep.include({
        errorCode: 'TARGETING_KEY_MISSING',
        errorMessage: 'flag "f": who?',
        flagMetadata,
      });
    });

    it('is TYPE_MISMATCH when the vendor hands over a value of another type', async () => {
      const wrong = { boolean: 'true', string: 1, number: NaN, object: null };
      for (const [type, value] of Object.entries(wrong)) {
        const f = new Comes({ kind: 'value', value, variant: 'v', reason: 'STATIC', flagMetadata: { kept: 1 } });
        const details = await resolve(await readyProvider({ flags: { f } }), type, 'f', 'd');
        expect(details, type).to.deep.include({ value: 'd', errorCode: 'TYPE_MISMATCH', flagMetadata: { kept: 1 } });
        expect(details).not.to.have.property('variant');
      }
    });
  });

  describe('2.2.7 a vendor that breaks its word', () => {
    it('gives GENERAL when it throws: the class of the error and its place, never its message', async () => {
      const logger = new RecordingLogger();
      const decide = (): Decision => {
        throw Object.assign(new TypeError('email is me@example.org'), { code: 'ECONNREFUSED' });
      };
      const provider = await readyProvider({ logger, face: faceOf({}, { decide }) });
      for (const [type, defaultValue] of Object.entries(types)) {
        expect(await resolve(provider, type, 'f', defaultValue)).to.deep.equal({
          value: defaultValue,
          reason: 'ERROR',
          errorCode: 'GENERAL',
          errorMessage: 'flag "f": the evaluation failed (TypeError)',
          flagMetadata: {},
        });
      }
      expect(logger.lines).to.have.length(1);
      expect(logger.lines[0]).to.match(/^error an evaluation failed: TypeError at .*resolve\.test/);
      expect(logger.lines[0]).not.to.include('example.org');
    });

    it('keeps the code of a coded error, and says nothing in the log', async () => {
      const logger = new RecordingLogger();
      const decide = (): Decision => {
        throw fatal('revoked');
      };
      const provider = await readyProvider({ logger, face: faceOf({}, { decide }) });
      const details = await resolve(provider, 'boolean', 'f', true);
      expect(details).to.include({ value: true, errorCode: 'PROVIDER_FATAL', errorMessage: 'flag "f": revoked' });
      expect(logger.lines).to.be.empty;
    });

    it('gives GENERAL when it returns nothing, or its resolution throws', async () => {
      const nothing = await readyProvider({ face: faceOf({}, { decide: () => undefined as unknown as Decision }) });
      expect(await resolve(nothing, 'boolean', 'f', true)).to.include({ value: true, errorCode: 'GENERAL' });
      const broken: Resolution = () => {
        throw new Error('no');
      };
      const untyped = await readyProvider({ face: faceOf({ f: true }, { resolution: broken }) });
      expect(await resolve(untyped, 'boolean', 'f', true)).to.include({ value: true, errorCode: 'GENERAL' });
    });

    it('gives the value all the same when its report throws, and so when the logger does', async () => {
      const logger = new RecordingLogger();
      const report = () => {
        throw new Error('me@example.org');
      };
      const provider = await readyProvider({ logger, face: faceOf({ f: true }, { report }) });
      expect(await resolve(provider, 'boolean', 'f', false)).to.include({ value: true });
      await resolve(provider, 'boolean', 'f', false);
      expect(logger.lines).to.have.length(1);
      expect(logger.lines[0]).to.match(/^error a report failed: Error at /);
      logger.error = () => {
        throw new Error('disk full');
      };
      const other = await readyProvider({ logger, face: faceOf({ f: true }, { report }) });
      expect(await resolve(other, 'boolean', 'f', false)).to.include({ value: true });
    });
  });

  it('1.4.11 logs nothing in a normal run, nor for a flag that is not there', async () => {
    const logger = new RecordingLogger();
    const provider = await readyProvider({ logger });
    await resolve(provider, 'boolean', 'flag', false);
    await resolve(provider, 'boolean', 'missing', false);
    await resolve(provider, 'string', 'flag', 'd');
    expect(logger.lines).to.be.empty;
  });

  describe('the caller’s default as the value', () => {
    const flags: Flags = {
      f: new Comes({ kind: 'default', reason: 'DISABLED', variant: 'off', flagMetadata: { a: 1 } }),
    };

    it('2.2.5 comes with reason, variant and metadata, and without an error', async () => {
      const provider = await readyProvider({ flags });
      for (const [type, value] of Object.entries(types)) {
        const details = await resolve(provider, type, 'f', value);
        const expected = { value, reason: 'DISABLED', variant: 'off', flagMetadata: { a: 1 } };
        expect(details, type).to.deep.equal(expected);
        expect(details.value).to.equal(value);
      }
    });

    it('is left as it is: the caller’s own object is not frozen', async () => {
      const mine = { list: [1] };
      await resolve(await readyProvider({ flags }), 'object', 'f', mine);
      expect(Object.isFrozen(mine)).to.be.false;
      expect(Object.isFrozen(mine.list)).to.be.false;
    });

    it('makes the same promise as long as it is the same, kept for each type', async () => {
      const provider = await readyProvider({ flags });
      const text = resolve(provider, 'string', 'f', 'd');
      const number = resolve(provider, 'number', 'f', NaN);
      expect(resolve(provider, 'string', 'f', 'd')).to.equal(text);
      expect(resolve(provider, 'number', 'f', NaN)).to.equal(number);
      expect((await resolve(provider, 'string', 'f', 'other')).value).to.equal('other');
      expect((await resolve(provider, 'string', 'f', 'd')).value).to.equal('d');
      expect((await text).value, 'what was given out').to.equal('d');
      expect((await resolve(provider, 'number', 'f', -0)).value).to.equal(-0);
      expect((await resolve(provider, 'number', 'f', 0)).value).to.equal(0);
    });
  });

  describe('what is kept', () => {
    it('is one promise for each decision and type', async () => {
      const flags: Flags = { boolean: true, string: 's', number: 1, object: { a: 1 }, other: true };
      const provider = await readyProvider({ flags });
      for (const type of Object.keys(types)) {
        const first = resolve(provider, type, type, undefined);
        expect(resolve(provider, type, type, 'another default'), type).to.equal(first);
      }
      expect(resolve(provider, 'boolean', 'other', 1)).not.to.equal(resolve(provider, 'boolean', 'boolean', 1));
    });

    it('is typed once', async () => {
      let asked = 0;
      const counting: Resolution = (...args) => {
        asked++;
        return resolution(...args);
      };
      const provider = await readyProvider({ face: faceOf({ f: true }, { resolution: counting }) });
      for (let i = 0; i < 5; i++) await resolve(provider, 'boolean', 'f', false);
      for (let i = 0; i < 5; i++) await resolve(provider, 'string', 'f', 'd');
      expect(asked).to.equal(2);
    });

    it('belongs to one resolution: providers that share a decision do not see each other’s details', async () => {
      const shared = decision(true);
      const decide = () => shared;
      const other: Resolution = () => ({ kind: 'value', value: false, reason: 'SPLIT' });
      const one = await readyProvider({ face: faceOf({}, { decide }) });
      const two = await readyProvider({ face: faceOf({}, { decide, resolution: other }) });
      for (let i = 0; i < 2; i++) {
        expect(await resolve(one, 'boolean', 'f', false)).to.include({ value: true, reason: 'STATIC' });
        expect(await resolve(two, 'boolean', 'f', true)).to.include({ value: false, reason: 'SPLIT' });
      }
    });

    it('is kept apart for each parameter of a flag', async () => {
      const shared = decision(null);
      const face: Partial<Face> = {
        decide: () => shared,
        parameterOf: (flagKey) => flagKey.split('/')[1],
        resolution: (_, view) => ({ kind: 'value', value: view.parameter ?? 'whole', reason: 'STATIC' }),
      };
      const provider = await readyProvider({ face: faceOf({}, face) });
      const read = async (key: string) => (await resolve(provider, 'string', key, 'd')).value;
      expect([await read('f'), await read('f/a'), await read('f/b')]).to.deep.equal(['whole', 'a', 'b']);
      expect(resolve(provider, 'string', 'f/a', 'd')).to.equal(resolve(provider, 'string', 'f/a', 'd'));
      expect(await read('f/__proto__')).to.equal('__proto__');
    });

    it('does not grow with the parameters that a caller makes up', async () => {
      let asked = 0;
      const shared = decision(null);
      const face: Partial<Face> = {
        decide: () => shared,
        parameterOf: (flagKey) => flagKey,
        resolution: () => {
          asked++;
          return { kind: 'value', value: 'v', reason: 'STATIC' };
        },
      };
      const provider = await readyProvider({ face: faceOf({}, face) });
      for (let i = 0; i < 1_000; i++) await resolve(provider, 'string', `p${i}`, 'd');
      asked = 0;
      for (let i = 0; i < 1_000; i++) await resolve(provider, 'string', `p${i}`, 'd');
      expect(asked).to.be.greaterThan(800);
    });
  });

  describe('order', () => {
    it('is decide, type, report, and the report has the details', async () => {
      const order: unknown[] = [];
      const one = decision(true);
      const face: Partial<Face> = {
        decide: (...args) => {
          order.push(['decide', ...args]);
          return one;
        },
        resolution: (...args) => {
          order.push(['type', ...args]);
          return resolution(...args);
        },
        report: (...args) => order.push(['report', ...args]),
      };
      const provider = await readyProvider({ face: faceOf({}, face) });
      const details = await resolve(provider, 'boolean', 'f', false);
      expect(order).to.deep.equal([
        ['decide', 'f', context, 'boolean', false],
        ['type', one, { type: 'boolean', parameter: undefined }],
        ['report', 'f', one, context, details],
      ]);
    });

    it('has one report for each evaluation, kept details or not', async () => {
      const reported: unknown[] = [];
      const report: Face['report'] = (flagKey, made, _, details) => reported.push([flagKey, made, details.errorCode]);
      const provider = await readyProvider({ face: faceOf({ f: true }, { report }) });
      await resolve(provider, 'boolean', 'f', false);
      await resolve(provider, 'boolean', 'f', false);
      await resolve(provider, 'string', 'f', 'd');
      await resolve(provider, 'string', 'missing', 'd');
      const codes = reported.map((entry) => (entry as unknown[])[2]);
      expect(codes).to.deep.equal([undefined, undefined, 'TYPE_MISMATCH', 'FLAG_NOT_FOUND']);
      expect((reported[3] as unknown[])[1]).to.equal(flagNotFound);
    });
  });

  describe('a decision that comes later', () => {
    it('2.2.3 is typed and reported when it has come', async () => {
      const coming = new Deferred<Decision>();
      const reported: unknown[] = [];
      const face: Partial<Face> = { decide: () => coming.promise, report: (flagKey) => reported.push(flagKey) };
      const provider = await readyProvider({ face: faceOf({}, face) });
      const asked = resolve(provider, 'boolean', 'f', false);
      expect(reported).to.be.empty;
      coming.resolve(decision(true));
      expect(await asked).to.include({ value: true });
      expect(reported).to.deep.equal(['f']);
    });

    it('2.2.7 gives details when it is rejected: by code, or GENERAL', async () => {
      const failures: Error[] = [fatal('revoked'), new Error('me@example.org')];
      const decide = () => Promise.reject<Decision>(failures.shift() ?? new Error('asked too often'));
      const provider = await readyProvider({ face: faceOf({}, { decide }) });
      const coded = await resolve(provider, 'boolean', 'f', true);
      expect(coded).to.include({ value: true, errorCode: 'PROVIDER_FATAL' });
      const foreign = await resolve(provider, 'boolean', 'f', true);
      expect(foreign).to.include({ value: true, errorCode: 'GENERAL' });
      expect(foreign.errorMessage).to.equal('flag "f": the evaluation failed (Error)');
    });

    it('1.4.12 keeps a thousand of them apart', async () => {
      const all = new Map(Array.from({ length: 1_000 }, (_, i) => [`f${i}`, decision(i)]));
      const decide = async (flagKey: string) => {
        await new Promise((resolve) => setImmediate(resolve));
        return all.get(flagKey) as Decision;
      };
      const provider = await readyProvider({ face: faceOf({}, { decide }) });
      const answers = await Promise.all([...all.keys()].map((key) => resolve(provider, 'number', key, -1)));
      answers.forEach((details, i) => expect(details.value).to.equal(i));
    });
  });

  describe('2.2.7 hostile flag keys', () => {
    const odd: [string, unknown][] = [
      ['blank', ' \t'],
      ['empty', ''],
      ['a no-break space', '\u00a0'],
      ['a symbol', Symbol('s')],
      ['undefined', undefined],
      ['null', null],
      ['a number', 5],
      ['an object without a prototype', Object.create(null)],
    ];
    for (const [what, key] of odd) {
      it(`${what}: FLAG_NOT_FOUND, and the vendor is not asked`, async () => {
        const decide = (): Decision => {
          throw new Error('asked');
        };
        const provider = await readyProvider({ face: faceOf({}, { decide }) });
        const details = await resolve(provider, 'boolean', key, true);
        expect(details).to.include({ value: true, errorCode: 'FLAG_NOT_FOUND' });
        expect(details.errorMessage).to.match(/^flag .*: a flag has a name$/);
      });
    }

    const named = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '\ud800', 'a b', '%2F', 'ключ', '\u3042'];
    for (const key of named) {
      it(`${JSON.stringify(key)} is an ordinary name`, async () => {
        const provider = await readyProvider();
        expect(await resolve(provider, 'boolean', key, true)).to.include({ value: true, errorCode: 'FLAG_NOT_FOUND' });
        const flags = Object.fromEntries([[key, 'here']]);
        expect(await resolve(await readyProvider({ flags }), 'string', key, 'd')).to.include({ value: 'here' });
      });
    }

    it('ten megabytes: a coded error with a short message', async () => {
      const details = await resolve(await readyProvider(), 'boolean', 'x'.repeat(10_000_000), true);
      expect(details).to.include({ value: true, errorCode: 'FLAG_NOT_FOUND' });
      expect(details.errorMessage).to.have.length.below(200);
    });
  });
});

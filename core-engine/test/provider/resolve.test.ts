import { ErrorCode, OpenFeature } from '@openfeature/server-sdk';
import { expect } from 'chai';
import type { ProviderParts } from '#src/provider/base.js';
import type { Details } from '#src/provider/face.js';
import { context, readyProvider, resolve, types } from './asking.js';
import { Comes, type Flags, newDomain, RecordingLogger, rig, tidy } from './fakes.js';

async function client(parts: Partial<ProviderParts> & { flags?: Flags } = {}) {
  const domain = newDomain();
  await OpenFeature.setProviderAndWait(domain, rig(parts).provider);
  return OpenFeature.getClient(domain);
}

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

  it('1.4.11 logs nothing in a normal run, nor for a flag that is not there', async () => {
    const logger = new RecordingLogger();
    const provider = await readyProvider({ logger });
    await resolve(provider, 'boolean', 'flag', false);
    await resolve(provider, 'boolean', 'missing', false);
    await resolve(provider, 'string', 'flag', 'd');
    expect(logger.lines).to.be.empty;
  });
});

import { expect } from 'chai';
import type { Face, Resolution } from '#src/provider/face.js';
import { readyProvider, resolve, types } from './asking.js';
import { Comes, decision, faceOf, type Flags, resolution, tidy } from './fakes.js';

describe('what a decision keeps', () => {
  afterEach(tidy);

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
      const first = resolve(provider, 'string', 'f/a', 'd');
      expect(resolve(provider, 'string', 'f/new', 'd')).not.to.equal(first);
      expect(resolve(provider, 'string', 'f/a', 'd')).to.equal(first);
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
});

import { expect } from 'chai';
import fc from 'fast-check';
import { readEvaluationOptions } from '#src/validation/evaluation-options.js';
import { checkProperties, type MeasuredProperties } from '#src/validation/properties.js';
import { anything } from './hostile.js';

function measured(given: unknown): MeasuredProperties {
  const checked = checkProperties(given);
  if (checked.kind === 'rejected') throw new Error(checked.problem);
  return checked.value;
}

describe('properties', () => {
  it('may be absent', () => {
    for (const nothing of [undefined, null]) {
      expect(checkProperties(nothing)).to.deep.equal({ kind: 'ok', value: { properties: undefined, size: 1024 } });
    }
  });

  const sizes: readonly [given: Record<string, unknown>, size: number][] = [
    [{}, 1024],
    [{ plan: 'gold' }, 1024 + 8 + 8],
    [{ plan: '' }, 1024 + 8],
    [{ n: 5 }, 1024 + 2 + 8],
    [{ n: 0.1, m: -1 }, 1024 + 20],
    [{ yes: true, no: false }, 1024 + 6 + 4 + 4 + 4],
    [{ none: null }, 1024 + 8],
    [{ '': '' }, 1024],
    [{ '🚀': 'é' }, 1024 + 4 + 2],
  ];
  for (const [given, size] of sizes) {
    it(`count for ${size}: ${JSON.stringify(given)}`, () => {
      expect(checkProperties(given)).to.deep.equal({ kind: 'ok', value: { properties: given, size } });
    });
  }

  it('may take 32768 bytes and no more', () => {
    expect(measured({ a: 'x'.repeat(15_871) }).size).to.equal(32_768);
    const problem = 'properties: they take more than the 32768 bytes that are allowed';
    expect(checkProperties({ a: 'x'.repeat(15_872) })).to.deep.equal({ kind: 'rejected', problem });
    expect(checkProperties({ ['x'.repeat(15_872)]: null })).to.include({ kind: 'ok' });
    expect(checkProperties({ ['x'.repeat(15_873)]: null })).to.deep.equal({ kind: 'rejected', problem });
  });

  const replaced: readonly [what: string, value: unknown][] = [
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['undefined', undefined],
    ['a BigInt', 5n],
    ['a symbol', Symbol('s')],
    ['a function', () => 1],
    ['a list', ['x']],
    ['an object', {}],
    ['a Date', new Date(0)],
  ];
  for (const [what, value] of replaced) {
    it(`have null in the place of ${what}`, () => {
      expect(checkProperties({ a: value, b: 'b' })).to.deep.equal({
        kind: 'ok',
        value: { properties: { a: null, b: 'b' }, size: 1024 + 2 + 4 },
        warnings: ['properties: expected texts, finite numbers, booleans or null; "a" became null'],
      });
    });
  }

  it('have null in the place of what cannot be read, in one warning for all', () => {
    const given = {
      get a(): never {
        throw new Error('no');
      },
      b: [],
      c: 1,
      d: {},
    };
    expect(checkProperties(given)).to.deep.equal({
      kind: 'ok',
      value: { properties: { a: null, b: null, c: 1, d: null }, size: 1024 + 8 + 8 },
      warnings: ['properties: expected texts, finite numbers, booleans or null; "a" and 2 more became null'],
    });
  });

  it('are a copy of what is enumerable and own', () => {
    const given: Record<string, unknown> = { a: 1, [Symbol('s')]: 2 };
    Object.defineProperty(given, 'hidden', { value: 3 });
    const { properties } = measured(given);
    given.a = 9;
    expect(Reflect.ownKeys(properties ?? {})).to.deep.equal(['a']);
    expect(properties).to.deep.equal({ a: 1 });
  });

  it('may have names that every object has', () => {
    const { properties } = measured(JSON.parse('{"__proto__":"p","constructor":"c"}'));
    expect(Object.entries(properties ?? {})).to.deep.equal([
      ['__proto__', 'p'],
      ['constructor', 'c'],
    ]);
    expect(Object.getPrototypeOf(properties)).to.equal(Object.prototype);
  });

  it('may be more than 300, with a warning', () => {
    const some = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, i]));
    expect(checkProperties(some(300))).to.not.have.property('warnings');
    expect(checkProperties(some(301))).to.deep.include({
      kind: 'ok',
      warnings: ['properties: there are more than 300, some may be lost'],
    });
  });

  for (const [given, found] of [
    ['a', 'a text'],
    [5, 'a number'],
    [[], 'a list'],
    [new Map(), 'an object'],
    [new Date(), 'an object'],
    [Object.create(null), 'an object'],
  ] as const) {
    it(`are refused when they are ${found} and no plain object`, () => {
      expect(checkProperties(given)).to.deep.equal({
        kind: 'rejected',
        problem: `properties: expected a plain object, found ${found}`,
      });
    });
  }

  it('are refused when they cannot be read', () => {
    const given = new Proxy({}, { ownKeys: () => expect.fail() });
    expect(checkProperties(given)).to.deep.equal({ kind: 'rejected', problem: 'properties: they cannot be read' });
  });

  it('are always what JSON can say, within the limit', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anything), (given) => {
        const checked = checkProperties(given);
        if (checked.kind === 'rejected') return;
        const { properties, size } = checked.value;
        expect(size).to.be.within(1024, 32_768);
        // JSON has no negative zero.
        const told: unknown = JSON.parse(JSON.stringify(properties), (_, value: unknown) => (value === 0 ? 0 : value));
        expect(told).to.deep.equal(
          Object.fromEntries(Object.entries(properties ?? {}).map(([name, value]) => [name, value === 0 ? 0 : value])),
        );
      }),
    );
  });
});

describe('the options of an evaluation', () => {
  for (const options of [
    undefined,
    null,
    {},
    { properties: undefined },
    { properties: null },
    { properties: {} },
    { other: 1 },
    [],
  ]) {
    it(`have no properties: ${options === undefined ? 'undefined' : JSON.stringify(options)}`, () => {
      expect(readEvaluationOptions(options)).to.deep.equal({ kind: 'ok', value: undefined });
    });
  }

  it('have properties', () => {
    expect(readEvaluationOptions({ properties: { page: 'cart' } })).to.deep.equal({
      kind: 'ok',
      value: { page: 'cart' },
    });
  });

  it('have properties of which some became null', () => {
    expect(readEvaluationOptions({ properties: { page: [] } })).to.deep.equal({
      kind: 'ok',
      value: { page: null },
      warnings: [
        'evaluation options: properties: expected texts, finite numbers, booleans or null; "page" became null',
      ],
    });
  });

  const ignored: readonly [options: unknown, problem: string][] = [
    [5, 'evaluation options: expected an object, found a number'],
    ['x', 'evaluation options: expected an object, found a text'],
    [{ properties: 'x' }, 'evaluation options: properties: expected a plain object, found a text'],
    [
      { properties: { a: 'x'.repeat(20_000) } },
      'evaluation options: properties: they take more than the 32768 bytes that are allowed',
    ],
    [new Proxy({}, { get: () => expect.fail() }), 'evaluation options: their properties cannot be read'],
  ];
  for (const [options, problem] of ignored) {
    it(`are ignored and do not stand in the way: ${problem}`, () => {
      expect(readEvaluationOptions(options)).to.deep.equal({
        kind: 'ok',
        value: undefined,
        warnings: [`${problem}; the impression goes without properties`],
      });
    });
  }
});

import { expect } from 'chai';
import fc from 'fast-check';
import { sameJson } from '#src/store/same-json.js';
import { definition, flag, serve, World } from '../evaluation/support/world.js';

const rows: [a: string, b: string, same: boolean][] = [
  ['1', '1', true],
  ['1', '"1"', false],
  ['0', '-0', true],
  ['null', 'false', false],
  ['null', '{}', false],
  ['{}', '[]', false],
  ['[]', '{}', false],
  ['[1,2]', '[1,2]', true],
  ['[1,2]', '[2,1]', false],
  ['[2,1]', '[3,1]', false],
  ['[1,2]', '[1,3]', false],
  ['[1]', '[1,1]', false],
  ['[]', '{"length":0}', false],
  ['[1]', '{"0":1}', false],
  ['{"a":1,"b":2}', '{"b":2,"a":1}', true],
  ['{"a":1}', '{"a":1,"b":2}', false],
  ['{"a":1,"b":2}', '{"a":1}', false],
  ['{"a":1}', '{"b":1}', false],
  ['{"a":1,"b":2}', '{"a":1,"b":3}', false],
  ['{"a":2,"b":1}', '{"a":3,"b":1}', false],
  ['{"a":{"b":[{"c":1}]}}', '{"a":{"b":[{"c":1}]}}', true],
  ['{"a":{"b":[{"c":1}]}}', '{"a":{"b":[{"c":2}]}}', false],
  ['{"__proto__":1}', '{"__proto__":1}', true],
  ['{"__proto__":1}', '{"a":1}', false],
  ['{"toString":1}', '{"a":1}', false],
  ['{"__proto__":{}}', '{"__proto__":{"a":1}}', false],
  ['{"constructor":null}', '{"valueOf":null}', false],
];

describe('store: whether two definitions say the same', () => {
  for (const [a, b, same] of rows) {
    it(`${a} and ${b}: ${same}`, () => {
      expect(sameJson(JSON.parse(a), JSON.parse(b))).to.equal(same);
      expect(sameJson(JSON.parse(b), JSON.parse(a))).to.equal(same);
    });
  }

  /** JSON with all members in order, and a list told from an object. */
  function ordered(value: unknown): string {
    return JSON.stringify(value, (_, part: unknown) => {
      if (typeof part !== 'object' || part === null) return part;
      if (Array.isArray(part)) return ['list', ...(part as unknown[])];
      return ['object', ...Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))];
    });
  }

  it('is whether they read the same, but for the order of members', () => {
    const json = fc.jsonValue({ maxDepth: 3, depthSize: 'small' });
    const alike = fc.array(fc.record({ a: fc.nat(1), b: fc.array(fc.constantFrom(null, {}, []), { maxLength: 2 }) }), {
      maxLength: 3,
    });
    for (const values of [json, alike]) {
      fc.assert(fc.property(values, values, (a, b) => sameJson(a, b) === (ordered(a) === ordered(b))));
    }
    fc.assert(fc.property(json, (a) => sameJson(a, JSON.parse(JSON.stringify(a)))));
  });

  it('can be asked of definitions nested as deep as JSON goes', () => {
    const deep = (inside: string) => JSON.parse('['.repeat(50_000) + inside + ']'.repeat(50_000)) as unknown;
    expect(sameJson(deep('1'), deep('1'))).to.be.true;
    expect(sameJson(deep('1'), deep('2'))).to.be.false;
  });

  it('costs the rest of a change nothing, however deep one definition is', () => {
    const deep = () => JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as never;
    const { store, set } = new World();
    const references = { flags: [], rules: [], segments: [] };
    const change = (last: string) => ({
      flags: {
        put: [{ name: 'deep', version: 1, wire: deep(), references }, definition(last, flag(last, serve('on')))],
      },
    });
    store.apply(change('one'));
    expect(store.apply(change('two'))).to.include('two');
    expect(set.flag('two')).to.not.be.undefined;
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import { checkAttributes, isOrdinaryAttributes } from '#src/validation/attributes.js';
import { anything, hostile } from './hostile.js';

class Instance {
  readonly a = 1;
}

describe('attributes', () => {
  it('may be absent', () => {
    for (const nothing of [undefined, null]) {
      expect(checkAttributes(nothing)).to.deep.equal({ kind: 'ok', value: undefined });
      expect(isOrdinaryAttributes(nothing)).to.equal(true);
    }
  });

  const plain: readonly [what: string, value: object, isOrdinary: boolean][] = [
    ['an object', { a: 1 }, true],
    ['an empty object', {}, true],
    ['a frozen object', Object.freeze({ a: 1 }), true],
    ['an object with a member called constructor', { constructor: 5, __proto__: Object.prototype }, true],
    ['what JSON.parse made of a hostile text', JSON.parse('{"__proto__":{"a":1},"constructor":2}') as object, true],
    ['an object of another realm', runInNewContext('({ a: 1 })') as object, false],
  ];
  for (const [what, value, isOrdinary] of plain) {
    it(`may be ${what}, and are the very same afterwards`, () => {
      const checked = checkAttributes(value);
      expect(checked.kind === 'ok' && checked.value).to.equal(value);
      expect(checked).to.not.have.property('warnings');
      expect(isOrdinaryAttributes(value)).to.equal(isOrdinary);
    });
  }

  const refused: readonly [what: string, value: unknown, found: string][] = [
    ['a list', [], 'a list'],
    ['a list of another realm', runInNewContext('[]'), 'a list'],
    ['a Map', new Map([['a', 1]]), 'an object'],
    ['a Map of another realm', runInNewContext('new Map()'), 'an object'],
    ['a Date', new Date(0), 'an object'],
    ['an instance of a class', new Instance(), 'an object'],
    ['an instance of a class of another realm', runInNewContext('new (class { a = 1 })()'), 'an object'],
    ['an object without a prototype', Object.create(null), 'an object'],
    [
      'an object above which there is one without a prototype',
      Object.create(Object.create(null) as object),
      'an object',
    ],
    ['an object above which there is an object', Object.create({ a: 1 }), 'an object'],
    ['the prototype of all objects', Object.prototype, 'an object'],
    [
      'one that pretends',
      Object.create(Object.assign(Object.create(null) as object, { constructor: function Object() {} })),
      'an object',
    ],
    ['a proxy that tells nothing', new Proxy({}, { getPrototypeOf: () => expect.fail() }), 'an object'],
    ['a text', 'a=1', 'a text'],
    ['a number', 5, 'a number'],
    ['a function', () => ({}), 'a function'],
    ['a symbol', Symbol('s'), 'a symbol'],
  ];
  for (const [what, value, found] of refused) {
    it(`are refused: ${what}`, () => {
      expect(checkAttributes(value)).to.deep.equal({
        kind: 'rejected',
        problem: `attributes: expected a plain object, found ${found}`,
      });
      expect(isOrdinaryAttributes(value)).to.equal(false);
    });
  }

  it('are not read', () => {
    const unread = new Proxy({ a: 1 }, { get: () => expect.fail(), ownKeys: () => expect.fail() });
    expect(isOrdinaryAttributes(unread)).to.equal(true);
    expect(checkAttributes(unread)).to.include({ kind: 'ok' });
  });

  it('are ordinary only where the full check takes them too', () => {
    const agree = (value: unknown): void => {
      if (isOrdinaryAttributes(value)) expect(checkAttributes(value)).to.include({ kind: 'ok' });
    };
    for (const [, value] of hostile) agree(value);
    fc.assert(fc.property(anything, agree));
  });
});

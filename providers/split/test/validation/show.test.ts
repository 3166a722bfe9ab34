import { expect } from 'chai';
import { isList, showType } from '#src/validation/show.js';

describe('a type in a message', () => {
  const types: readonly [value: unknown, shown: string][] = [
    [undefined, 'nothing'],
    [null, 'null'],
    ['a', 'a text'],
    ['', 'a blank text'],
    [' \u00a0', 'a blank text'],
    [5, 'a number'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [true, 'a boolean'],
    [5n, 'a bigint'],
    [Symbol('s'), 'a symbol'],
    [() => 5, 'a function'],
    [[], 'a list'],
    [{}, 'an object'],
    [new Map(), 'an object'],
  ];
  for (const [value, shown] of types) {
    it(`is shown: ${shown}`, () => {
      expect(showType(value)).to.equal(shown);
    });
  }

  it('is shown of a proxy that tells nothing', () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    expect(isList(proxy)).to.equal(true);
    revoke();
    expect(isList(proxy)).to.equal(false);
    expect(showType(proxy)).to.equal('an object');
  });
});

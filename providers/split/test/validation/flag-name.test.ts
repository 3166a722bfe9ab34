import { expect } from 'chai';
import fc from 'fast-check';
import { checkFlagName, checkFlagNames, isOrdinaryFlagName } from '#src/validation/flag-name.js';
import { anyText } from './hostile.js';

describe('the name of a feature flag', () => {
  for (const name of ['a', 'checkout.v2', 'two words', 'ключ', '__proto__', 'x'.repeat(1000)]) {
    it(`is kept: ${name.slice(0, 20)}`, () => {
      expect(checkFlagName(name)).to.deep.equal({ kind: 'ok', value: name });
    });
  }

  for (const name of [' a', 'a ', '\ta\n', '\ufeffa', 'a\u00a0']) {
    it(`is trimmed: ${JSON.stringify(name)}`, () => {
      expect(checkFlagName(name)).to.deep.equal({
        kind: 'ok',
        value: 'a',
        warnings: ['feature flag name "a": the blanks around it are left out'],
      });
    });
  }

  const refused: readonly [name: unknown, problem: string][] = [
    [undefined, 'feature flag name: expected a text, found nothing'],
    [null, 'feature flag name: expected a text, found null'],
    [7, 'feature flag name: expected a text, found a number'],
    [['a'], 'feature flag name: expected a text, found a list'],
    [{}, 'feature flag name: expected a text, found an object'],
    ['', 'feature flag name: must not be blank'],
    [' \n', 'feature flag name: must not be blank'],
  ];
  for (const [name, problem] of refused) {
    it(`is refused: ${problem}`, () => {
      expect(checkFlagName(name)).to.deep.equal({ kind: 'rejected', problem });
    });
  }

  it('is ordinary only where it is kept as it stands', () => {
    for (const name of ['a', 'a b', '!~', 'x'.repeat(1000)]) expect(isOrdinaryFlagName(name)).to.equal(true);
    for (const name of ['', ' ', ' a', 'a ', 'ключ', 7, null]) expect(isOrdinaryFlagName(name)).to.equal(false);
    fc.assert(
      fc.property(fc.oneof(anyText, fc.anything()), (name) => {
        if (isOrdinaryFlagName(name)) expect(checkFlagName(name)).to.deep.equal({ kind: 'ok', value: name });
      }),
    );
  });
});

describe('a list of names of feature flags', () => {
  const kept: readonly [what: string, names: unknown[], value: string[], warnings: string[]][] = [
    ['one', ['a'], ['a'], []],
    ['several in their order', ['b', 'a', 'c'], ['b', 'a', 'c'], []],
    ['one twice', ['b', 'a', 'b'], ['b', 'a'], []],
    [
      'one that has to be trimmed',
      ['a', ' a', 'b'],
      ['a', 'b'],
      ['feature flag name "a": the blanks around it are left out'],
    ],
    [
      'some that are none',
      [null, 'a', '', 7],
      ['a'],
      [
        'feature flag name: expected a text, found null',
        'feature flag name: must not be blank',
        'feature flag name: expected a text, found a number',
      ],
    ],
    ['names that every object has', ['__proto__', 'constructor'], ['__proto__', 'constructor'], []],
  ];
  for (const [what, names, value, warnings] of kept) {
    it(`may have ${what}`, () => {
      const expected = warnings.length === 0 ? { kind: 'ok', value } : { kind: 'ok', value, warnings };
      expect(checkFlagNames(names)).to.deep.equal(expected);
    });
  }

  const refused: readonly [names: unknown, problem: string][] = [
    [undefined, 'feature flag names: expected a list, found nothing'],
    ['a', 'feature flag names: expected a list, found a text'],
    [new Set(['a']), 'feature flag names: expected a list, found an object'],
    [{ 0: 'a', length: 1 }, 'feature flag names: expected a list, found an object'],
    [[], 'feature flag names: the list is empty'],
    [['', null], 'feature flag names: the list has no name that can be used'],
    [Object.defineProperty(['a'], 0, { get: () => expect.fail() }), 'feature flag names: the list cannot be read'],
  ];
  for (const [names, problem] of refused) {
    it(`is refused: ${problem}`, () => {
      expect(checkFlagNames(names)).to.deep.equal({ kind: 'rejected', problem });
    });
  }
});

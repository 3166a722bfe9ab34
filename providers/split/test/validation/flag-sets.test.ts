import { expect } from 'chai';
import { checkFlagSet, checkFlagSets, checkFlagSetsFilter } from '#src/validation/flag-sets.js';

const shape = 'expected 1 to 50 letters a to z, digits and underscores, no underscore first';

describe('a flag set', () => {
  for (const name of ['a', '7', 'front_end', '0_', 'x'.repeat(50)]) {
    it(`is kept: ${name}`, () => {
      expect(checkFlagSet(name)).to.deep.equal({ kind: 'ok', value: name });
    });
  }

  const corrected: readonly [name: string, value: string, warnings: string[]][] = [
    [' a\n', 'a', ['flag set "a": the blanks around it are left out']],
    ['Front', 'front', ['flag set "Front": "front" is used, in lower case']],
    [' A ', 'a', ['flag set "A": the blanks around it are left out', 'flag set "A": "a" is used, in lower case']],
  ];
  for (const [name, value, warnings] of corrected) {
    it(`is corrected: ${JSON.stringify(name)}`, () => {
      expect(checkFlagSet(name)).to.deep.equal({ kind: 'ok', value, warnings });
    });
  }

  for (const name of ['', ' ', '_a', 'a-b', 'a b', 'a.b', 'é', 'x'.repeat(51)]) {
    it(`is refused: ${JSON.stringify(name)}`, () => {
      expect(checkFlagSet(name)).to.deep.equal({
        kind: 'rejected',
        problem: `flag set ${JSON.stringify(name)}: ${shape}`,
      });
    });
  }

  for (const [given, found] of [
    [undefined, 'nothing'],
    [7, 'a number'],
    [['a'], 'a list'],
  ] as const) {
    it(`is refused when it is ${found}`, () => {
      expect(checkFlagSet(given)).to.deep.equal({
        kind: 'rejected',
        problem: `flag set: expected a text, found ${found}`,
      });
    });
  }

  it('is refused when it is not among those that are synchronised', () => {
    const filter = new Set(['a']);
    expect(checkFlagSet(' A', filter)).to.include({ kind: 'ok', value: 'a' });
    expect(checkFlagSet('B', filter)).to.deep.equal({
      kind: 'rejected',
      problem: 'flag set "b": it is not among those of flagSetsFilter',
    });
  });
});

describe('a list of flag sets', () => {
  const kept: readonly [what: string, sets: unknown, value: string[], warnings: string[]][] = [
    ['several in their order', ['b', 'a'], ['b', 'a'], []],
    ['one twice', ['b', 'a', 'b'], ['b', 'a'], []],
    ['a single text', 'a', ['a'], []],
    [
      'a single text to be corrected',
      ' A',
      ['a'],
      ['flag set "A": the blanks around it are left out', 'flag set "A": "a" is used, in lower case'],
    ],
    ['one twice, in another case', ['a', 'A'], ['a'], ['flag set "A": "a" is used, in lower case']],
    [
      'some that are none',
      ['a', '-', 7],
      ['a'],
      [`flag set "-": ${shape}; it is left out`, 'flag set: expected a text, found a number; it is left out'],
    ],
  ];
  for (const [what, sets, value, warnings] of kept) {
    it(`may be ${what}`, () => {
      const expected = warnings.length === 0 ? { kind: 'ok', value } : { kind: 'ok', value, warnings };
      expect(checkFlagSets(sets)).to.deep.equal(expected);
    });
  }

  it('keeps those that are synchronised', () => {
    expect(checkFlagSets(['a', 'b', 'c'], new Set(['c', 'a']))).to.deep.equal({
      kind: 'ok',
      value: ['a', 'c'],
      warnings: ['flag set "b": it is not among those of flagSetsFilter; it is left out'],
    });
  });

  const refused: readonly [sets: unknown, problem: string][] = [
    [undefined, 'flag sets: expected a list, found nothing'],
    [{}, 'flag sets: expected a list, found an object'],
    [new Set(['a']), 'flag sets: expected a list, found an object'],
    [[], 'flag sets: the list is empty'],
    [['-'], `flag sets: none can be used (flag set "-": ${shape}; it is left out)`],
    ['', `flag sets: none can be used (flag set "": ${shape}; it is left out)`],
    [Object.defineProperty(['a'], 0, { get: () => expect.fail() }), 'flag sets: the list cannot be read'],
  ];
  for (const [sets, problem] of refused) {
    it(`is refused: ${problem}`, () => {
      expect(checkFlagSets(sets)).to.deep.equal({ kind: 'rejected', problem });
    });
  }

  it('is refused when none is synchronised', () => {
    expect(checkFlagSets(['b'], new Set(['a']))).to.include({ kind: 'rejected' });
  });
});

describe('a filter of flag sets', () => {
  const kept: readonly [what: string, sets: unknown, value: string[]][] = [
    ['nothing', [], []],
    ['one', ['a'], ['a']],
    ['a single text', 'a', ['a']],
    ['several, which are sorted, each once', ['b', 'a', 'b', 'a_', 'a0'], ['a', 'a0', 'a_', 'b']],
    ['fifty', Array.from({ length: 50 }, (_, i) => `s${i + 10}`), Array.from({ length: 50 }, (_, i) => `s${i + 10}`)],
    [
      'fifty, one of them twice',
      Array.from({ length: 51 }, (_, i) => `s${(i % 50) + 10}`),
      Array.from({ length: 50 }, (_, i) => `s${i + 10}`),
    ],
  ];
  for (const [what, sets, value] of kept) {
    it(`may be of ${what}`, () => {
      expect(checkFlagSetsFilter(sets)).to.deep.equal({ kind: 'ok', value });
    });
  }

  it('leaves out what is none, with a warning', () => {
    expect(checkFlagSetsFilter(['a', '-'])).to.deep.equal({
      kind: 'ok',
      value: ['a'],
      warnings: [`flag set "-": ${shape}; it is left out`],
    });
  });

  it('is refused with more than fifty', () => {
    expect(checkFlagSetsFilter(Array.from({ length: 51 }, (_, i) => `s${i}`))).to.deep.equal({
      kind: 'rejected',
      problem: 'flag sets: there are 51, at most 50 are allowed',
    });
  });

  it('is refused when nothing is left of it, since everything would be synchronised', () => {
    expect(checkFlagSetsFilter(['-', 7])).to.include({ kind: 'rejected' });
  });

  it('is refused when it cannot be read, and does not pass for an empty one', () => {
    const sets = new Proxy([], { get: () => expect.fail() });
    expect(checkFlagSetsFilter(sets)).to.deep.equal({
      kind: 'rejected',
      problem: 'flag sets: the list cannot be read',
    });
  });

  it('does not change the list that it was given', () => {
    const sets = Object.freeze(['b', 'a']);
    expect(checkFlagSetsFilter(sets)).to.deep.include({ value: ['a', 'b'] });
  });
});

import { expect } from 'chai';
import type { Json, OperatorName, ValueTypeName } from '#src/evaluation/program.js';
import { attribute, outcomeOf, test } from './support/world.js';

type Row = readonly [value: unknown, operator: OperatorName, operands: readonly Json[], holds: boolean];

// From split.md 2.6.
const tables: Partial<Record<ValueTypeName, readonly Row[]>> = {
  any: [
    [null, 'present', [], true],
    ['', 'present', [], true],
    [undefined, 'present', [], false],
    [5, 'in', [5], true],
    ['5', 'in', [5, 6], false],
    [null, 'in', [null], true],
  ],
  'joined-text': [
    ['', 'present', [], false],
    ['a', 'present', [], true],
    ['b', 'in', ['a', 'b'], true],
    ['B', 'in', ['a', 'b'], false],
    ['a', 'in', [], false],
    [5, 'in', ['5'], true],
    [5, 'in', [5], true],
    [['a', 'b'], 'in', ['a,b'], true],
    ['user-1', 'starts-with', ['x', 'user'], true],
    ['user-1', 'starts-with', ['ser'], false],
    ['user-1', 'starts-with', ['User'], false],
    ['user-1', 'starts-with', [''], true],
    ['', 'starts-with', [''], false],
    ['user-1', 'starts-with', [], false],
    ['user-1', 'ends-with', ['-1'], true],
    ['user-1', 'ends-with', ['user'], false],
    ['user-1', 'ends-with', ['', 'x'], true],
    ['user-1', 'contains', ['er-'], true],
    ['user-1', 'contains', ['ER'], false],
    ['user-1', 'contains', ['x', 'y'], false],
    ['user-1', 'matches', ['^user-\\d$'], true],
    ['user-1', 'matches', ['er'], true],
    ['user-1', 'matches', ['^x', '^u'], true],
    ['user-1', 'matches', ['^x'], false],
    ['user-1', 'matches', ['('], false],
    ['user-1', 'matches', ['(', 'user'], true],
    ['user-1', 'matches', [], false],
  ],
  number: [
    ['5.0', 'in', [5], true],
    [-0, 'in', [0], true],
    [-0, 'in', [0, 1], true],
    [5, 'in', ['x'], false],
    [5, 'at-least', [5], true],
    [4.9, 'at-least', [5], false],
    [5, 'at-most', [5], true],
    [5.1, 'at-most', [5], false],
    [5, 'above', [5], false],
    [5.1, 'above', [5], true],
    [5, 'below', [5], false],
    [4.9, 'below', [5], true],
    [5, 'at-least', [9, 4], true],
    [5, 'above', [], false],
    [1, 'between', [1, 3], true],
    [3, 'between', [1, 3], true],
    [0.9, 'between', [1, 3], false],
    [3.1, 'between', [1, 3], false],
    [2, 'between', [3, 1], false],
    [2, 'between', ['x', 3], false],
    [Infinity, 'at-least', [5], false],
    [-Infinity, 'at-most', [5], false],
    [NaN, 'at-least', [5], false],
    [NaN, 'at-most', [5], false],
  ],
  string: [
    ['b', 'above', ['a'], true],
    ['B', 'above', ['a'], false],
    ['b', 'between', ['a', 'c'], true],
    [5, 'above', ['a'], false],
  ],
  boolean: [
    ['TRUE', 'in', [true], true],
    [false, 'in', [false], true],
    [0, 'in', [false], false],
    [true, 'in', [false, true], true],
    [true, 'in', ['true'], true],
  ],
  'text-set': [
    [['b', 'a', 'b'], 'same-set', ['a', 'b'], true],
    [['a'], 'same-set', ['a', 'b'], false],
    [['a', 'b', 'c'], 'same-set', ['a', 'b'], false],
    [['a', 'b'], 'same-set', ['a', 'b', 'b'], false],
    [[], 'same-set', [], false],
    [['a', 'x'], 'meets-set', ['a', 'b'], true],
    [['x'], 'meets-set', ['a', 'b'], false],
    [['a'], 'meets-set', [], false],
    [['a', 'b', 'c'], 'covers-set', ['a', 'b'], true],
    [['a', 'c'], 'covers-set', ['a', 'b'], false],
    [['a'], 'covers-set', [], true],
    [[], 'covers-set', [], false],
    [['a'], 'within-set', ['a', 'b'], true],
    [['a', 'c'], 'within-set', ['a', 'b'], false],
    [[], 'within-set', ['a'], false],
    [[5, true], 'within-set', ['5', 'true'], true],
    [new Set([5]), 'same-set', [5], true],
  ],
  semver: [
    ['1.2.3', 'in', ['01.2.3'], true],
    ['1.2.3+a', 'in', ['9.9.9', '1.2.3+b'], true],
    ['1.2.3', 'at-least', ['1.2.3-rc'], true],
    ['1.2.3-rc', 'at-least', ['1.2.3'], false],
    ['1.10.0', 'above', ['1.9.0'], true],
    ['1.2.3+b', 'at-most', ['1.2.3+a'], true],
    ['1.5.0', 'between', ['1.0.0', '2.0.0'], true],
    ['2.0.1', 'between', ['1.0.0', '2.0.0'], false],
    ['1.5.0', 'between', ['1.0', '2.0.0'], false],
    [1, 'at-least', ['0.0.1'], false],
  ],
  'semver-text': [
    ['01.2.3+a', 'in', ['1.2.3+a'], true],
    ['1.2.3+a', 'in', ['1.2.3+b'], false],
    ['1.2.3', 'in', ['0.0.1', '1.2.3'], true],
    ['1.2', 'in', ['1.2'], false],
  ],
  day: [
    [new Date('2024-02-29T23:59:59Z'), 'in', [Date.UTC(2024, 1, 29, 7)], true],
    [new Date('2024-03-01T00:00:00Z'), 'in', [Date.UTC(2024, 1, 29, 7)], false],
  ],
  minute: [
    [Date.UTC(2024, 0, 1, 0, 0, 5), 'at-least', [Date.UTC(2024, 0, 1, 0, 0, 50)], true],
    [Date.UTC(2024, 0, 1, 0, 1, 0), 'at-most', [Date.UTC(2024, 0, 1, 0, 0, 50)], false],
  ],
};

for (const [type, rows] of Object.entries(tables) as [ValueTypeName, readonly Row[]][]) {
  describe(`evaluation: operators over ${type}`, () => {
    for (const [value, operator, operands, holds] of rows) {
      const shown = value instanceof Set ? 'a set of it' : JSON.stringify(value);
      it(`${shown} ${operator} ${JSON.stringify(operands)} is ${holds}`, () => {
        expect(outcomeOf(test(attribute('a'), operator, type, ...operands), { attributes: { a: value } })).to.equal(
          holds,
        );
        // The same test over a source that no fused closure reads.
        const composed = test({ from: 'extra', name: 'a' }, operator, type, ...operands);
        expect(outcomeOf(composed, { extra: { a: value } })).to.equal(holds);
      });
    }
  });
}

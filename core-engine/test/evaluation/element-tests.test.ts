import { expect } from 'chai';
import type { OperatorName, ValueTypeName } from '#src/evaluation/program.js';
import { attribute, outcomeOf, test } from './support/world.js';

describe('evaluation: a test of which one element of a list suffices', () => {
  const five = [5, '5', ' 5.0 ', [5], ['x', '5'], [null, 5]];
  const others = ['', 'x', true, null, [], [[5]], {}];
  const order: [operator: OperatorName, holds: (operand: number) => boolean][] = [
    ['in', (operand) => operand === 5],
    ['at-least', (operand) => 5 >= operand],
    ['above', (operand) => 5 > operand],
    ['at-most', (operand) => 5 <= operand],
    ['below', (operand) => 5 < operand],
  ];
  for (const [operator, holds] of order) {
    for (const operand of [4, 5, 6]) {
      it(`${operator} ${operand}: ${String(holds(operand))} for 5, also in a list`, () => {
        for (const a of five)
          expect(asked(operator, 'decimal', [operand], a), JSON.stringify(a)).to.equal(holds(operand));
        for (const a of others) expect(asked(operator, 'decimal', [operand], a), JSON.stringify(a)).to.equal(false);
      });
    }
  }

  const rows: [type: ValueTypeName, operator: OperatorName, values: string[], holding: unknown[], others: unknown[]][] =
    [
      ['text', 'in', ['5'], ['5', 5, ['5'], [5, 'x']], ['', '5.0', null, undefined, [], [['5']]]],
      ['text', 'in', ['a', 'true'], ['a', true, ['b', 'a'], [true]], ['b', 'ab', [], null, [null]]],
      ['text', 'in', [''], ['', ['']], [null, undefined, [], 'a']],
      ['text', 'in', [], [], ['', 'a', undefined]],
      ['text', 'starts-with', ['ab'], ['abc', ['x', 'ab']], ['a', [], null]],
      ['text', 'ends-with', ['ab'], ['xab', ['x', 'ab']], ['a', [], null]],
      ['text', 'contains', ['ab'], ['xabx', ['x', 'ab']], ['a', [], null, {}]],
      ['strict-boolean', 'in', ['true'], [true, 'true', [1, true]], [false, 'True', 1, [], null]],
      ['any', 'present', [], ['', 0, false, [1], [null]], [undefined, [], [undefined]]],
    ];
  for (const [type, operator, values, holding, failing] of rows) {
    it(`${operator} ${JSON.stringify(values)} as ${type}`, () => {
      for (const a of holding) expect(asked(operator, type, values, a), JSON.stringify(a)).to.equal(true);
      for (const a of failing) expect(asked(operator, type, values, a), JSON.stringify(a)).to.equal(false);
    });
  }
});

function asked(operator: OperatorName, type: ValueTypeName, values: readonly (string | number)[], a: unknown): unknown {
  return outcomeOf({ ...test(attribute('a'), operator, type, ...values), each: true }, { attributes: { a } });
}

import { expect } from 'chai';
import type { Json, OperatorName, ValueTypeName } from '#src/evaluation/program.js';
import { hostileValues } from './support/hostile-values.js';
import { attribute, onIf, outcomeOf, test, World } from './support/world.js';

describe('evaluation: operators', () => {
  const text: OperatorName[] = ['starts-with', 'ends-with', 'contains', 'matches', 'matches-ignoring-case', 'part-of'];
  const order: OperatorName[] = ['at-least', 'at-most', 'above', 'below', 'between'];
  const sets: OperatorName[] = ['same-set', 'meets-set', 'covers-set', 'within-set'];
  const pairs: [OperatorName[], ValueTypeName[], Json[]][] = [
    [['present', 'in'], ['any', 'string', 'joined-text', 'number', 'boolean', 'semver', 'semver-text', 'day'], ['a']],
    [text, ['string', 'joined-text'], ['a', 'b']],
    [order, ['number', 'day', 'minute', 'day-from-seconds', 'minute-from-seconds'], [1, 5]],
    [order, ['semver'], ['1.0.0', '2.0.0']],
    [order, ['string', 'joined-text'], ['a', 'b']],
    [['present', ...sets], ['text-set'], ['a', 'b']],
    [['present', 'in', ...text, ...order], ['text'], ['a', 'b']],
    [['present', 'in', ...order], ['decimal'], [1, 5]],
    [['present', 'in', ...order], ['version'], ['1', '2']],
    [['present', 'in', ...order], ['rounded-float'], ['1', 5]],
    [['present', 'in'], ['strict-boolean'], [true]],
  ];

  for (const [name, value] of hostileValues) {
    it(`say yes or no to ${name}, and never fail`, () => {
      for (const [operators, types, operands] of pairs) {
        for (const operator of operators) {
          for (const type of types) {
            for (const each of [false, true]) {
              const condition = { ...test(attribute('a'), operator, type, ...operands), each };
              expect(outcomeOf(condition, { attributes: { a: value } }), `${operator} ${type}`).to.be.a('boolean');
            }
          }
        }
      }
    });
  }

  it('of an unknown name cost the flag, and the flag says which', () => {
    const world = new World({ flags: [onIf('f', test(attribute('a'), 'resembles' as OperatorName, 'any', 1))] });
    expect(world.ask('f').error?.message).to.contain('resembles');
  });

  it('that mean nothing for a type cost the flag, and not only for some values', () => {
    const pairs: [OperatorName, ValueTypeName][] = [
      ['contains', 'any'],
      ['starts-with', 'number'],
      ['matches', 'semver'],
      ['at-least', 'any'],
      ['between', 'text-set'],
      ['meets-set', 'joined-text'],
      ['same-set', 'string'],
      ['in', 'text-set'],
      ['above', 'strict-boolean'],
      ['contains', 'decimal'],
      ['part-of', 'rounded-float'],
      ['matches-ignoring-case', 'number'],
      ['starts-with', 'version'],
    ];
    for (const [operator, type] of pairs) {
      for (const source of [attribute('a'), { from: 'extra', name: 'a' } as const]) {
        for (const a of [undefined, 'a', 5, ['a']]) {
          const condition = test(source, operator, type, 'a', 'b');
          expect(outcomeOf(condition, { attributes: { a }, extra: { a } }), `${operator} ${type}`).to.equal('GENERAL');
        }
      }
    }
  });

  it('say once which regular expression can never match', () => {
    const world = new World({ flags: [onIf('f', test(attribute('a'), 'matches', 'string', '(', 'a'))] });
    for (const a of ['a', 'b', 'a'])
      expect(world.answer('f', { attributes: { a } })).to.equal(a === 'a' ? 'on' : 'off');
    expect(world.problems).to.have.length(1);
    expect(world.problems[0]).to.match(/^f,.*"\("/u);
  });
});

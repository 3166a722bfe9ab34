import { expect } from 'chai';
import fc from 'fast-check';
import { checkOf } from '#src/evaluation/conditions/compile.js';
import type { Json, OperatorName, Test, ValueTypeName, ValueSource } from '#src/evaluation/program.js';
import { State } from '#src/evaluation/state.js';
import { Subject } from '#src/evaluation/subject.js';
import { hostileValues } from './support/hostile-values.js';
import { attribute, outcomeOf, test, World } from './support/world.js';

// Common tests are fused into one closure with the reading of an attribute or of the key. The same test over another
// source (the extra attributes, the bucketing key) is composed of its parts: both must say the same.

const { table } = new World().set;

function ask(condition: Test, subject: Subject): boolean | string {
  try {
    const check = checkOf(condition, {
      flagCell: (key) => table.flagCell(key),
      ruleCell: (name) => table.ruleCell(name),
      segmentCell: (name) => table.segmentCell(name),
      onProblem: () => undefined,
    });
    return check(subject, new State());
  } catch (error) {
    return String(error);
  }
}

const texts = fc.constantFrom('', 'a', 'b', 'ab', 'abc', 'a,b', '5', '-0', '0', 'true', 'null', ' ');
const operands = fc.array<Json>(fc.oneof(texts, fc.integer({ min: -2, max: 6 }), fc.constantFrom(null, true, false)), {
  maxLength: 3,
});
const values = fc.oneof(
  texts,
  fc.double(),
  fc.integer({ min: -2, max: 6 }),
  fc.constantFrom('TRUE', 'False', true, false, new Date(5), '5.0', ' 5 '),
  fc.constantFrom(...hostileValues.map(([, value]) => value)),
  fc.array(fc.oneof(texts, fc.anything()), { maxLength: 3 }),
  fc.anything({ withBigInt: true, withDate: true, withSet: true, withNullPrototype: true, withBoxedValues: true }),
);
const tests = fc.record({
  operator: fc.constantFrom<OperatorName>(
    'present',
    'in',
    'starts-with',
    'ends-with',
    'contains',
    'at-least',
    'at-most',
    'between',
    'above',
  ),
  as: fc.constantFrom<ValueTypeName>('joined-text', 'joined-text', 'number', 'boolean', 'string', 'any'),
  values: operands,
});
const elementTests = fc.record({
  operator: fc.constantFrom<OperatorName>(
    'present',
    'in',
    'at-least',
    'at-most',
    'above',
    'below',
    'starts-with',
    'ends-with',
    'contains',
  ),
  as: fc.constantFrom<ValueTypeName>('text', 'decimal', 'strict-boolean', 'any', 'string'),
  values: operands,
});

function sameAnswer(
  fused: ValueSource,
  composed: ValueSource,
  subject: Subject,
  { operator, as, values }: Omit<Test, 'if' | 'of'>,
): void {
  const answer = ask(test(fused, operator, as, ...values), subject);
  expect(answer).to.equal(ask(test(composed, operator, as, ...values), subject));
}

describe('evaluation: a fused test', () => {
  it('of an attribute answers as its parts do, for any value and any operands', () => {
    fc.assert(
      fc.property(
        // A list of three for `between` has a test of its own.
        tests.filter(({ operator, values }) => operator !== 'between' || values.length === 2),
        values,
        (condition, value) => {
          const subject = Object.assign(new Subject(), { attributes: { a: value }, extra: { a: value } });
          sameAnswer(attribute('a'), { from: 'extra', name: 'a' }, subject, condition);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('of a list in an attribute, and of an identifier, answers as its parts do', () => {
    fc.assert(
      fc.property(elementTests, fc.oneof(values, fc.array(values, { maxLength: 3 })), (condition, value) => {
        const tables = { attributes: { a: value }, extra: { a: value }, identifiers: { a: value } };
        const subject = Object.assign(new Subject(), tables);
        const { operator, as } = condition;
        const of = (source: ValueSource, each: boolean) => ({
          ...test(source, operator, as, ...condition.values),
          each,
        });
        const extra: ValueSource = { from: 'extra', name: 'a' };
        expect(ask(of(attribute('a'), true), subject)).to.equal(ask(of(extra, true), subject));
        expect(ask(of({ from: 'identifier', name: 'a' }, false), subject)).to.equal(ask(of(extra, false), subject));
      }),
      { numRuns: 3_000 },
    );
  });

  it('of an attribute that is absent answers as its parts do', () => {
    fc.assert(
      fc.property(tests, (condition) => {
        if (condition.operator === 'between' && condition.values.length !== 2) return;
        sameAnswer(attribute('a'), { from: 'extra', name: 'a' }, new Subject(), condition);
      }),
    );
  });

  it('of the key answers as its parts do', () => {
    fc.assert(
      fc.property(
        tests,
        texts.filter((key) => key !== ''),
        (condition, key) => {
          const subject = Object.assign(new Subject(), { key, bucketingKey: key });
          sameAnswer({ from: 'key' }, { from: 'bucketing-key' }, subject, condition);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('of the key does not take the absent key for an empty operand', () => {
    for (const operands of [[''], ['', 'a']]) {
      const isOneOf = test({ from: 'key' }, 'in', 'joined-text', ...operands);
      expect(outcomeOf(isOneOf, { key: '' }), JSON.stringify(operands)).to.be.false;
    }
  });

  it('"between" takes two operands, as its parts do', () => {
    for (const operands of [[1], [1, 3, 5], ['x', 1, 3], []]) {
      const between = test(attribute('a'), 'between', 'number', ...operands);
      expect(outcomeOf(between, { attributes: { a: 2 } }), JSON.stringify(operands)).to.equal('GENERAL');
    }
  });

  it('reads the attribute once', () => {
    const fusedPairs: [OperatorName, ValueTypeName, Json[]][] = [
      ['in', 'joined-text', ['a']],
      ['in', 'joined-text', ['a', 'b']],
      ['starts-with', 'joined-text', ['a']],
      ['at-least', 'number', [1]],
      ['between', 'number', [1, 2]],
      ['in', 'boolean', [true]],
    ];
    for (const [operator, type, operands] of fusedPairs) {
      let reads = 0;
      const attributes = {
        get a() {
          reads += 1;
          return ['a'];
        },
      };
      outcomeOf(test(attribute('a'), operator, type, ...operands), { attributes });
      expect(reads, `${operator} ${type}`).to.equal(1);
    }
  });
});

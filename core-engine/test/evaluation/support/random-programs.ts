import fc from 'fast-check';
import type { Act, Condition, FlagProgram, Step } from '#src/evaluation/program.js';
import { attribute, flag, inSegment, isOn, onIf, present, rule, test, type Contents } from './world.js';

export const flagNames = ['a', 'b', 'c', 'd'];
export const ruleNames = ['r', 's'];
export const segmentNames = ['p', 'q'];
export const people = ['ana', 'bob', 'eve'];

const reference = fc.record({
  if: fc.constant('flag' as const),
  flag: fc.constantFrom(...flagNames),
  take: fc.constantFrom('variant' as const, 'value' as const),
  in: fc.subarray(['on', true, 'off']),
  negate: fc.boolean(),
  missing: fc.constantFrom('false' as const, 'fail' as const, { standIn: 'on' }),
  cycle: fc.constantFrom('false' as const, 'false' as const, 'fail' as const),
});

const { condition } = fc.letrec<{ condition: Condition }>((tie) => {
  const inner = tie('condition');
  const leaf = fc.oneof(
    fc.boolean().map((value): Condition => ({ if: 'constant', value })),
    fc.constantFrom('x', 'y').map((name): Condition => present(name)),
    fc.constantFrom(...people).map((name): Condition => test({ from: 'key' }, 'in', 'joined-text', name)),
    fc.nat(3).map((number): Condition => test(attribute('x'), 'at-least', 'number', number)),
    fc.constantFrom(...segmentNames).map((name): Condition => inSegment(name)),
    fc.constantFrom(...ruleNames).map((name): Condition => rule(name)),
    fc.constant<Condition>({ if: 'fail', code: 'PARSE_ERROR', message: 'reached' }),
    reference,
    reference,
  );
  const branch = fc.oneof(
    fc.record({ if: fc.constantFrom('all' as const, 'any' as const), of: fc.array(inner, { maxLength: 6 }) }),
    fc.record({ if: fc.constantFrom('not' as const, 'guard' as const), of: inner }),
  );
  return { condition: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, branch) };
});

const act = fc.oneof(
  fc.nat(1).map((outcome): Act => ({ do: 'serve', outcome })),
  fc.nat(1).map((outcome): Act => ({ do: 'serve', outcome })),
  fc.constantFrom<Act>(
    { do: 'next' },
    { do: 'goto', step: 'end' },
    { do: 'fail', code: 'GENERAL', message: 'no', outcome: 1 },
    { do: 'fail', code: 'TYPE_MISMATCH', message: 'stopped', stop: true },
  ),
);

const step = fc
  .record({ when: condition, then: act })
  .map((parts): Step => ({ ...parts, label: 'step', reason: 'SPLIT' }));

/** A flag of a few steps, the last of which may be led to. */
export function program(key: string): fc.Arbitrary<FlagProgram> {
  const end: Step = { name: 'end', then: { do: 'serve', outcome: 1 }, label: 'end', reason: 'DEFAULT' };
  return fc.array(step, { maxLength: 3 }).map((steps) => flag(key, ...steps, end));
}

export const anyCondition: fc.Arbitrary<Condition> = condition;

/** A set in which everything may refer to everything, and not all of it is there. */
export const contents: fc.Arbitrary<Required<Contents>> = fc.record({
  flags: fc.tuple(...flagNames.map(program)).chain((all) => fc.subarray(all)),
  rules: fc.tuple(...ruleNames.map((name) => fc.tuple(fc.constant(name), condition))).chain((all) => fc.subarray(all)),
  segments: fc
    .tuple(...segmentNames.map((name) => fc.tuple(fc.constant(name), fc.subarray(people))))
    .chain((all) => fc.subarray(all)),
});

export const attributes = fc.record({ x: fc.nat(3), y: fc.constant('y') }, { requiredKeys: [] });

/**
 * A set that is all circles: every flag and rule asks one other, or itself; `d` asks several. (Where a condition of a
 * circle can be skipped, a test of its own says what has to hold.)
 */
export const circles: fc.Arbitrary<Required<Contents>> = (() => {
  const onCircles = fc.constantFrom<Condition>(
    ...flagNames.slice(0, 3).map((name) => isOn(name)),
    ...ruleNames.map(rule),
  );
  const asked = fc.oneof(
    onCircles,
    onCircles.map((of): Condition => ({ if: 'not', of })),
  );
  const several = fc.record({
    if: fc.constantFrom('all' as const, 'any' as const),
    of: fc.array(asked, { maxLength: 5 }),
  });
  return fc.record({
    flags: fc.tuple(
      ...flagNames.map((name) => (name === 'd' ? several : asked).map((condition) => onIf(name, condition))),
    ),
    rules: fc.tuple(...ruleNames.map((name) => fc.tuple(fc.constant(name), asked))),
    segments: fc.constant([]),
  });
})();

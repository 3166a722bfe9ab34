import { expect } from 'chai';
import type { Condition } from '#src/evaluation/program.js';
import { always, attribute, failing, never, onIf, outcomeOf, present, test, World } from './support/world.js';

const all = (...of: Condition[]): Condition => ({ if: 'all', of });
const any = (...of: Condition[]): Condition => ({ if: 'any', of });
const not = (of: Condition): Condition => ({ if: 'not', of });
const guard = (of: Condition): Condition => ({ if: 'guard', of });

const rows: [title: string, condition: Condition, outcome: boolean | string][] = [
  ['always', always, true],
  ['never', never, false],
  ['not always', not(always), false],
  ['not never', not(never), true],
  ['not not of a test', not(not(present('a'))), false],
  ['all of none', all(), true],
  ['any of none', any(), false],
  ['not all of none', not(all()), false],
  ['a failure', failing, 'PARSE_ERROR'],
  ['not a failure', not(failing), 'PARSE_ERROR'],
  ['a guarded failure', guard(failing), false],
  ['not a guarded failure', not(guard(failing)), true],
  ['a guard around what holds', guard(always), true],
  ['a guard around what does not', guard(never), false],
  ['a failure deep in a guard', guard(all(always, not(any(never, failing)))), false],
  ['a guard in a guard', guard(any(guard(failing), always)), true],
  ['a failure beside a guard', all(not(guard(failing)), failing), 'PARSE_ERROR'],
  ['all, up to the first that is false', all(always, never, failing), false],
  ['any, up to the first that is true', any(never, always, failing), true],
  ['all that reaches a failure', all(always, failing, never), 'PARSE_ERROR'],
  ['any that reaches a failure', any(never, failing, always), 'PARSE_ERROR'],
];

describe('evaluation: conditions', () => {
  for (const [title, condition, outcome] of rows) {
    it(`${title}: ${outcome}`, () => {
      expect(outcomeOf(condition)).to.equal(outcome);
    });
  }

  for (let length = 1; length <= 8; length += 1) {
    const names = Array.from({ length }, (_, at) => `a${at}`);
    const tests = names.map((name) => test(attribute(name), 'in', 'boolean', true));

    it(`of ${length} are asked from left to right, and no further than needed`, () => {
      for (let odd = 0; odd < length; odd += 1) {
        for (const kind of ['all', 'any'] as const) {
          const asked: string[] = [];
          // For `all` the odd one is false among true ones; for `any` it is true among false ones.
          const attributes = Object.defineProperties(
            {},
            Object.fromEntries(
              names.map((name, at) => [name, { get: () => (asked.push(name), (at === odd) === (kind === 'any')) }]),
            ),
          );
          expect(outcomeOf({ if: kind, of: tests }, { attributes })).to.equal(kind === 'any');
          expect(asked).to.deep.equal(names.slice(0, odd + 1));
        }
      }
    });

    it(`of ${length} that are all alike are all asked`, () => {
      const attributes = (value: boolean) => Object.fromEntries(names.map((name) => [name, value]));
      expect(outcomeOf(all(...tests), { attributes: attributes(true) })).to.be.true;
      expect(outcomeOf(any(...tests), { attributes: attributes(false) })).to.be.false;
    });
  }

  it('outside a test are what turns a missing attribute round', () => {
    expect(outcomeOf(not(test(attribute('age'), 'at-least', 'number', 18)))).to.be.true;
  });

  it('fail with the code and message of the program', () => {
    const { error, label, reason, outcome } = new World({ flags: [onIf('f', failing)] }).ask('f');
    expect(error).to.deep.equal({ code: 'PARSE_ERROR', message: 'reached' });
    expect([label, reason, outcome]).to.deep.equal(['failed', 'ERROR', undefined]);
  });

  it('guard against what the attributes of a caller throw', () => {
    const attributes = {
      get a() {
        throw new Error('no');
      },
    };
    expect(outcomeOf(guard(present('a')), { attributes })).to.be.false;
    expect(outcomeOf(present('a'), { attributes })).to.equal('GENERAL');
  });

  it('"each" asks every element of a list, and a single value as it is', () => {
    const each = (...values: number[]) => ({ ...test(attribute('a'), 'in', 'number', ...values), each: true });
    const rows: [value: unknown, operand: number, holds: boolean][] = [
      [[1, 2, 3], 3, true],
      [[1, 2, 3], 4, false],
      [['x', null, '2'], 2, true],
      [[], 1, false],
      [2, 2, true],
      [undefined, 2, false],
    ];
    for (const [a, operand, holds] of rows) expect(outcomeOf(each(operand), { attributes: { a } })).to.equal(holds);
    // Without it the list is read as a whole: as a number it is none, as text it is joined.
    expect(outcomeOf(test(attribute('a'), 'in', 'number', 1), { attributes: { a: [1] } })).to.be.false;
    expect(outcomeOf(test(attribute('a'), 'in', 'joined-text', '1,2'), { attributes: { a: ['1', '2'] } })).to.be.true;
  });

  it('of an unknown kind cost the flag, which says so', () => {
    const world = new World({ flags: [onIf('f', { if: 'perhaps' } as unknown as Condition), onIf('g', always)] });
    expect(world.ask('f').error).to.deep.include({ code: 'GENERAL', message: 'the condition "perhaps" is unknown' });
    expect(world.answer('g')).to.equal('on');
  });

  it('nested thousands deep end in a decision', () => {
    let deep: Condition = always;
    for (let level = 0; level < 20_000; level += 1) deep = not(deep);
    expect(outcomeOf(deep)).to.be.oneOf([true, 'GENERAL']);
  });
});

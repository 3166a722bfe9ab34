import { expect } from 'chai';
import type { Condition } from '#src/evaluation/program.js';
import {
  always,
  attribute,
  failing,
  inSegment,
  isOn,
  never,
  onIf,
  outcomeOf,
  present,
  rule,
  World,
} from './support/world.js';

const all = (...of: Condition[]): Condition => ({ if: 'all', of });
const any = (...of: Condition[]): Condition => ({ if: 'any', of });
const not = (of: Condition): Condition => ({ if: 'not', of });

describe('evaluation: segments', () => {
  const segments = [['staff', ['ana', '5', '']]] as const;

  it('hold keys', () => {
    expect(outcomeOf(inSegment('staff'), { key: 'ana' }, { segments })).to.be.true;
    expect(outcomeOf(inSegment('staff'), { key: 'bob' }, { segments })).to.be.false;
  });

  it('hold what any source comes to as text', () => {
    for (const [who, holds] of [
      ['ana', true],
      ['bob', false],
      [5, true],
      [6, false],
      [['ana'], true],
      [['ana', 'bob'], false],
      ['', false],
      [{ ana: true }, false],
      [undefined, false],
    ] as const) {
      expect(outcomeOf(inSegment('staff', attribute('who')), { attributes: { who } }, { segments })).to.equal(holds);
    }
  });

  it('have no keys when they are unknown, which "not" turns round', () => {
    for (const source of [{ from: 'key' }, attribute('who')] as const) {
      const who = { key: 'ana', attributes: { who: 'ana' } };
      expect(outcomeOf(inSegment('unknown', source), who, { segments })).to.be.false;
      expect(outcomeOf(not(inSegment('unknown', source)), who, { segments })).to.be.true;
    }
  });
});

describe('evaluation: rules', () => {
  const rules: [string, Condition][] = [
    ['yes', always],
    ['no', never],
    ['broken', failing],
    ['through', all(rule('yes'), not(rule('no')))],
    ['itself', not(rule('itself'))],
    ['here', any(rule('there'), present('a'))],
    ['there', any(rule('here'), never)],
    ['flagged', isOn('inner')],
  ];
  const flags = [onIf('inner', any(rule('flagged'), present('a')))];
  const rows: [name: string, a: unknown, outcome: boolean | string][] = [
    ['yes', 1, true],
    ['no', 1, false],
    ['through', 1, true],
    ['broken', 1, 'PARSE_ERROR'],
    ['unknown', 1, false],
    // It is false where it leads back to itself, and so what turns that round is true.
    ['itself', 1, true],
    ['here', 1, true],
    ['here', undefined, false],
    ['there', 1, true],
    ['flagged', 1, true],
    ['flagged', undefined, false],
  ];
  for (const [name, a, outcome] of rows) {
    it(`"${name}" ${a === undefined ? 'without' : 'with'} the attribute is ${outcome}`, () => {
      expect(outcomeOf(rule(name), { attributes: { a } }, { flags, rules })).to.equal(outcome);
    });
  }

  it('may fail when they are missing, and then only then', () => {
    const strict = (name: string): Condition => ({ if: 'rule', rule: name, missing: 'fail' });
    expect(outcomeOf(strict('unknown'), {}, { rules })).to.equal('GENERAL');
    expect(outcomeOf({ if: 'guard', of: strict('unknown') }, {}, { rules })).to.be.false;
    expect(outcomeOf(strict('no'), {}, { rules })).to.be.false;
  });

  it('can be asked twice in one evaluation, once they were left', () => {
    expect(outcomeOf(all(rule('yes'), rule('yes'), not(rule('no')), not(rule('no'))), {}, { rules })).to.be.true;
    const asked = all({ if: 'guard', of: rule('broken') }, always);
    expect(outcomeOf(any(asked, rule('broken')), {}, { rules })).to.equal('PARSE_ERROR');
  });

  it('end in a decision however long they lead on', () => {
    const chain = (length: number): [string, Condition][] =>
      Array.from({ length }, (_, at): [string, Condition] => [
        `r${at}`,
        at === length - 1 ? always : rule(`r${at + 1}`),
      ]).reverse();
    expect(outcomeOf(rule('r0'), {}, { rules: chain(900) })).to.be.true;
    expect(outcomeOf(rule('r0'), {}, { rules: chain(5_000) })).to.be.oneOf([true, 'GENERAL']);
  });

  it('that share what they refer to cost their number, not the number of ways through them', () => {
    const levels = 14;
    const diamond: [string, Condition][] = [[`r${levels}`, present('a')]];
    for (let at = 0; at < levels; at += 1) diamond.push([`r${at}`, all(rule(`r${at + 1}`), rule(`r${at + 1}`))]);
    let reads = 0;
    const attributes = {
      get a() {
        reads += 1;
        return 1;
      },
    };
    expect(outcomeOf(rule('r0'), { attributes }, { rules: diamond })).to.be.true;
    expect(reads).to.be.at.most(10 * levels);
  });

  it('that cannot be compiled cost the flags that ask them, are said once and compiled once', () => {
    const broken = { if: 'perhaps' } as unknown as Condition;
    const world = new World({ flags: [onIf('f', rule('r')), onIf('g', always)], rules: [['r', broken]] });
    const answers = [1, 2, 3].map(() => world.answer('f'));
    expect(answers).to.deep.equal(['GENERAL', 'GENERAL', 'GENERAL']);
    expect(world.answer('g')).to.equal('on');
    expect(world.problems).to.deep.equal([['r', 'the condition "perhaps" is unknown']]);
    expect(world.translations).to.equal(3);
  });
});

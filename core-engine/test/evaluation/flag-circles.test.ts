import { expect } from 'chai';
import type { Condition, FlagProgram } from '#src/evaluation/program.js';
import { always, isOn, onIf, outcomeOf, rule, World } from './support/world.js';

const not = (of: Condition): Condition => ({ if: 'not', of });

describe('evaluation: a circle of flags', () => {
  const circle = (cycle: 'false' | 'fail'): FlagProgram[] => [
    onIf('here', not(isOn('there', { cycle }))),
    onIf('there', isOn('here', { cycle })),
    onIf('itself', not(isOn('itself', { cycle }))),
  ];

  it('is false where it closes', () => {
    const world = new World({ flags: circle('false') });
    // Asked from here: here → there → here is false, so there is off, so here is on.
    expect(world.answer('here')).to.equal('on');
    // Asked from there: there → here → there is false, so here is on, so there is on.
    expect(world.answer('there')).to.equal('on');
    expect(world.answer('itself')).to.equal('on');
  });

  it('is not negated where it closes', () => {
    const flags = [onIf('itself', isOn('itself', { negate: true, in: ['x'] }))];
    expect(new World({ flags }).answer('itself')).to.equal('off');
  });

  it('fails where it closes, if the reference says so', () => {
    const world = new World({ flags: [...circle('fail'), onIf('apart', always)] });
    for (const key of ['here', 'there', 'itself']) expect(world.answer(key), key).to.equal('GENERAL');
    expect(world.ask('here').error?.message).to.contain('circle').and.contain('here');
    expect(world.answer('apart')).to.equal('on');
  });

  it('fails no further than the next guard', () => {
    const flags = [onIf('f', { if: 'guard', of: isOn('f', { cycle: 'fail' }) })];
    expect(new World({ flags }).answer('f')).to.equal('off');
  });

  it('answers the same in whatever order it is asked', () => {
    const flags = [onIf('a', not(isOn('b'))), onIf('b', not(isOn('a')))];
    const either: Condition[] = [not(isOn('a')), isOn('b')];
    const forth = outcomeOf({ if: 'all', of: either }, {}, { flags });
    const back = outcomeOf({ if: 'all', of: either.toReversed() }, {}, { flags });
    // Alone, each is off: it asks the other, for which it is false itself.
    expect(['a', 'b'].map((key) => new World({ flags }).answer(key))).to.deep.equal(['off', 'off']);
    expect([forth, back]).to.deep.equal([false, false]);
  });

  it('answers the same where a part of it was skipped before', () => {
    const flags = [
      onIf('a', { if: 'all', of: [isOn('s'), isOn('d')] }),
      onIf('s', not(isOn('b'))),
      onIf('b', not(isOn('d'))),
      // It asks s only where b is on; so s lies on the circle, though not on every way round it.
      onIf('d', { if: 'any', of: [not(isOn('b')), isOn('s')] }),
    ];
    const world = new World({ flags });
    // a → s → b → d, which finds b under evaluation and is on: b is off, and s is on. Then a → d → b finds d under
    // evaluation and is on, and d → s → b likewise: s is off there, and so is d.
    expect(world.answer('a')).to.equal('off');
  });

  it('answers the same however often it is asked', () => {
    const world = new World({ flags: circle('false') });
    for (let round = 0; round < 3; round += 1) {
      expect(['here', 'there', 'itself'].map((key) => world.answer(key))).to.deep.equal(['on', 'on', 'on']);
    }
  });
});

describe('evaluation: definitions that all refer to each other', () => {
  const names = Array.from({ length: 14 }, (_, at) => `n${at}`);

  it('end in a decision while the caller waits', () => {
    const flags = names.map((name) => onIf(name, { if: 'any', of: names.map((other) => isOn(other)) }));
    expect(new World({ flags }).answer('n0')).to.be.oneOf(['off', 'GENERAL']);
  });

  it('end in a decision while the caller waits, rules too', () => {
    const rules = names.map((name) => [name, { if: 'any', of: names.map(rule) }] as const);
    expect(outcomeOf(rule('n0'), {}, { rules })).to.be.oneOf([false, 'GENERAL']);
  });

  it('do not wear out the next evaluation', () => {
    const flags = names.map((name) => onIf(name, { if: 'any', of: names.map((other) => isOn(other)) }));
    const world = new World({ flags: [...flags, onIf('apart', isOn('target')), onIf('target', always)] });
    world.ask('n0');
    expect(world.answer('apart')).to.equal('on');
  });
});

import { expect } from 'chai';
import type { Condition, FlagProgram, FlagReference } from '#src/evaluation/program.js';
import { always, failing, flag, isOn, onIf, outcomeOf, outcomes, serve, World } from './support/world.js';

const not = (of: Condition): Condition => ({ if: 'not', of });
const failed: FlagProgram = flag('failed', {
  then: { do: 'fail', code: 'GENERAL', message: 'no' },
  label: 'failure',
  reason: 'ERROR',
});
const failedWithOutcome: FlagProgram = flag('failed-off', {
  then: { do: 'fail', code: 'GENERAL', message: 'no', outcome: 1 },
  label: 'failure',
  reason: 'ERROR',
});
const stopped: FlagProgram = flag('stopped', {
  then: { do: 'fail', code: 'PARSE_ERROR', message: 'stop', stop: true },
  label: 'stop',
  reason: 'ERROR',
});
const flags: FlagProgram[] = [
  flag('on', serve('on')),
  flag('off', serve('off')),
  flag('silent', serve('on', { if: 'constant', value: false })),
  { ...flag('bare', serve('on')), outcomes: [{ variant: null, value: null }] },
  onIf('fails', failing),
  failed,
  failedWithOutcome,
  stopped,
  { ...flag('uncompiled', serve('on')), outcomes: [] },
];

interface Row {
  readonly title: string;
  readonly of: string;
  readonly how?: Partial<FlagReference>;
  readonly outcome: boolean | string;
}

const rows: Row[] = [
  { title: 'its variant is one of those', of: 'on', outcome: true },
  { title: 'its variant is none of those', of: 'off', outcome: false },
  { title: 'among several', of: 'off', how: { in: ['on', 'off'] }, outcome: true },
  { title: 'among none', of: 'on', how: { in: [] }, outcome: false },
  { title: 'its value', of: 'on', how: { take: 'value', in: [true] }, outcome: true },
  { title: 'its value is another', of: 'on', how: { take: 'value', in: ['true', 1] }, outcome: false },
  { title: 'its value is null', of: 'bare', how: { take: 'value', in: [null] }, outcome: true },
  { title: 'its variant is null', of: 'bare', how: { in: [null] }, outcome: true },
  { title: 'its id', of: 'off', how: { take: 'id', in: [2] }, outcome: true },
  { title: 'negated, and it would hold', of: 'on', how: { negate: true }, outcome: false },
  { title: 'negated, and it would not', of: 'off', how: { negate: true }, outcome: true },

  { title: 'a label that counts', of: 'on', how: { labels: ['on label', 'x'] }, outcome: true },
  { title: 'a label that does not', of: 'on', how: { labels: ['x'] }, outcome: false },
  { title: 'a label that does not, negated', of: 'off', how: { labels: ['x'], negate: true }, outcome: false },
  { title: 'a label that counts, negated', of: 'off', how: { labels: ['off label'], negate: true }, outcome: true },
  { title: 'no label counts', of: 'on', how: { labels: [] }, outcome: false },

  { title: 'missing: false', of: 'unknown', outcome: false },
  { title: 'missing: false, negated', of: 'unknown', how: { negate: true }, outcome: false },
  { title: 'missing: fail', of: 'unknown', how: { missing: 'fail' }, outcome: 'GENERAL' },
  { title: 'missing, and the stand-in is wanted', of: 'unknown', how: { missing: { standIn: 'on' } }, outcome: true },
  {
    title: 'missing, and the stand-in is not',
    of: 'unknown',
    how: { missing: { standIn: 'control' } },
    outcome: false,
  },
  { title: 'a stand-in, negated', of: 'unknown', how: { missing: { standIn: 'x' }, negate: true }, outcome: true },
  { title: 'a stand-in that is null', of: 'unknown', how: { missing: { standIn: null }, in: [null] }, outcome: true },
  { title: 'there, so that no stand-in counts', of: 'off', how: { missing: { standIn: 'on' } }, outcome: false },
  { title: 'without an answer', of: 'silent', how: { missing: { standIn: 'on' } }, outcome: true },
  { title: 'without an answer: fail', of: 'silent', how: { missing: 'fail' }, outcome: 'GENERAL' },
  { title: 'without an id', of: 'bare', how: { take: 'id', missing: { standIn: 7 }, in: [7] }, outcome: true },

  {
    title: 'a failed act without an outcome fails',
    of: 'failed',
    how: { missing: { standIn: 'on' } },
    outcome: 'GENERAL',
  },
  { title: 'a failed act may have an outcome', of: 'failed-off', how: { in: ['off'] }, outcome: true },
  { title: 'a stop fails the root', of: 'stopped', how: { missing: { standIn: 'on' } }, outcome: 'PARSE_ERROR' },
  { title: 'a failure inside fails the root', of: 'fails', outcome: 'PARSE_ERROR' },
  { title: 'what cannot be compiled fails', of: 'uncompiled', how: { missing: { standIn: 'on' } }, outcome: 'GENERAL' },
];

describe('evaluation: a reference to a flag', () => {
  for (const { title, of, how, outcome } of rows) {
    it(`${title}: ${outcome}`, () => {
      expect(outcomeOf(isOn(of, how), {}, { flags })).to.equal(outcome);
    });
  }

  it('fails no further than the next guard', () => {
    for (const of of ['stopped', 'fails']) {
      expect(outcomeOf({ if: 'guard', of: isOn(of) }, {}, { flags })).to.be.false;
    }
  });

  it('sees what its target becomes', () => {
    const world = new World({ flags: [onIf('f', isOn('target'))] });
    expect(world.answer('f')).to.equal('off');
    const put = (variant: 'on' | 'off') => {
      const wire = flag('target', serve(variant));
      const references = { flags: [], rules: [], segments: [] };
      world.store.apply({ flags: { put: [{ name: 'target', version: 1, wire, references }] } });
    };
    put('on');
    expect(world.answer('f')).to.equal('on');
    put('off');
    expect(world.answer('f')).to.equal('off');
    world.store.apply({ flags: { put: [], remove: [{ name: 'target' }] } });
    expect(world.answer('f')).to.equal('off');
  });
});

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

describe('evaluation: the fallback of a reference', () => {
  const called: FlagProgram = {
    ...flag('called', { then: { do: 'caller' }, label: 'c', reason: 'DEFAULT' }),
    outcomes,
  };

  it('is what the flag serves as the choice of its caller', () => {
    expect(outcomeOf(isOn('called', { fallback: 'on' }), {}, { flags: [called] })).to.be.true;
    expect(outcomeOf(isOn('called', { fallback: 'off' }), {}, { flags: [called] })).to.be.false;
    expect(outcomeOf(isOn('called'), {}, { flags: [called] })).to.be.false;
  });

  it('is that of the reference, not that of the call', () => {
    const world = new World({ flags: [called, onIf('f', isOn('called', { fallback: 'off' }))] });
    expect(world.answer('f', {}, 'on')).to.equal('off');
  });

  it('ends with the reference', () => {
    const program = flag('f', serve('off', isOn('called', { fallback: 'off' })), {
      then: { do: 'caller' },
      label: 'c',
      reason: 'DEFAULT',
    });
    expect(new World({ flags: [called, program] }).answer('f', {}, 'on')).to.equal('on');
  });

  it('is its own for every reference, though both lead to one flag', () => {
    const both: Condition = {
      if: 'all',
      of: [isOn('called', { fallback: 'on' }), isOn('called', { fallback: 'off', in: ['off'] })],
    };
    expect(outcomeOf(both, {}, { flags: [called] })).to.be.true;
  });
});

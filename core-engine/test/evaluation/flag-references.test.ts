import { expect } from 'chai';
import type { Condition, FlagProgram, FlagReference } from '#src/evaluation/program.js';
import { failing, flag, isOn, onIf, outcomeOf, outcomes, serve, World } from './support/world.js';

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

  {
    title: 'compared by an operator',
    of: 'on',
    how: { operator: 'starts-with', as: 'text', in: ['o'] },
    outcome: true,
  },
  { title: 'compared by one, in vain', of: 'on', how: { operator: 'above', as: 'text', in: ['z'] }, outcome: false },
  {
    title: 'compared and negated',
    of: 'on',
    how: { operator: 'above', as: 'text', in: ['z'], negate: true },
    outcome: true,
  },
  { title: 'read as a type', of: 'on', how: { take: 'value', as: 'strict-boolean', in: ['true'] }, outcome: true },
  { title: 'not of the type', of: 'on', how: { as: 'decimal', in: ['on'] }, outcome: false },
  { title: 'not of the type, negated', of: 'on', how: { as: 'decimal', in: ['on'], negate: true }, outcome: true },
  { title: 'present', of: 'off', how: { operator: 'present', in: [] }, outcome: true },
  { title: 'a relation that means nothing', of: 'on', how: { operator: 'above', in: [1] }, outcome: 'GENERAL' },
  {
    title: 'a stand-in, read as a type',
    of: 'unknown',
    how: { missing: { standIn: '7' }, as: 'decimal', operator: 'at-least', in: [5] },
    outcome: true,
  },

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

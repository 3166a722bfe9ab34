import { expect } from 'chai';
import type { Condition, FlagProgram, Outcome } from '#src/evaluation/program.js';
import {
  always,
  attribute,
  definition,
  failing,
  flag,
  isOn,
  onIf,
  present,
  serve,
  test,
  World,
} from './support/world.js';

function resultIs(of: string, value: string | number | boolean, ...path: string[]): Condition {
  return test({ from: 'result', flag: of, path }, 'in', 'any', value);
}

function after(first: string[], program: FlagProgram): FlagProgram {
  return { ...program, first };
}

const rich: Outcome = {
  variant: 'rich',
  value: 'v',
  payload: { list: ['x', 'y'] },
  metadata: { default: true, ['__proto__x']: 1 },
};

describe('evaluation: flags that are evaluated first', () => {
  it('feed what comes after with every part of their outcome', () => {
    const first: FlagProgram = { ...flag('first', serve('on')), outcomes: [rich] };
    const rows: [path: string[], value: string | boolean, holds: boolean][] = [
      [['variant'], 'rich', true],
      [['value'], 'v', true],
      [['payload', 'list', '1'], 'y', true],
      [['payload', 'list', '2'], 'y', false],
      [['metadata', 'default'], true, true],
      [['metadata', 'constructor'], true, false],
      [['variant', 'length'], 'rich', false],
    ];
    for (const [path, value, holds] of rows) {
      const world = new World({ flags: [first, after(['first'], onIf('f', resultIs('first', value, ...path)))] });
      expect(world.answer('f'), path.join('.')).to.equal(holds ? 'on' : 'off');
    }
  });

  it('bring their own first flags', () => {
    const flags = [
      after(['b'], onIf('a', resultIs('b', 'on', 'variant'))),
      after(['c'], onIf('b', resultIs('c', 'on', 'variant'))),
      flag('c', serve('on')),
    ];
    expect(new World({ flags }).answer('a')).to.equal('on');
  });

  it('are evaluated once, in order, before the steps', () => {
    const order: string[] = [];
    const attributes = Object.defineProperties(
      {},
      Object.fromEntries(['a', 'b', 'f'].map((name) => [name, { get: () => order.push(name) }])),
    );
    const flags = ['a', 'b'].map((name) => onIf(name, present(name)));
    const world = new World({ flags: [...flags, after(['b', 'a', 'b'], onIf('f', present('f')))] });
    expect(world.answer('f', { attributes })).to.equal('on');
    expect(order).to.deep.equal(['b', 'a', 'f']);
  });

  it('have no result where they were not evaluated in this run', () => {
    const world = new World({ flags: [flag('other', serve('on')), onIf('f', resultIs('other', 'on', 'variant'))] });
    world.ask('other');
    expect(world.answer('f')).to.equal('off');
  });

  it('have no result where a reference alone evaluated them', () => {
    const both: Condition = { if: 'all', of: [isOn('other'), resultIs('other', 'on', 'variant')] };
    expect(new World({ flags: [flag('other', serve('on')), onIf('f', both)] }).answer('f')).to.equal('off');
  });

  it('have a result for the rest of the run, whichever flag it was that named them', () => {
    const flags = [
      flag('other', serve('on')),
      after(['other'], flag('naming', serve('on'))),
      onIf('reading', resultIs('other', 'on', 'variant')),
      onIf('f', { if: 'all', of: [isOn('naming'), isOn('reading')] }),
      onIf('g', isOn('reading')),
    ];
    const world = new World({ flags });
    expect([world.answer('f'), world.answer('g')]).to.deep.equal(['on', 'off']);
  });

  it('have no result where they are missing, silent, failed or beyond compilation, and cost the flag nothing', () => {
    const flags: FlagProgram[] = [
      flag('silent', serve('on', { if: 'constant', value: false })),
      flag('failed', { then: { do: 'fail', code: 'GENERAL', message: 'no' }, label: 'x', reason: 'ERROR' }),
      { ...flag('uncompiled', serve('on')), outcomes: [] },
    ];
    for (const name of ['missing', 'silent', 'failed', 'uncompiled']) {
      const result = test({ from: 'result', flag: name, path: ['variant'] }, 'present', 'any');
      const f = after([name], onIf('f', { if: 'not', of: result }));
      expect(new World({ flags: [...flags, f] }).answer('f'), name).to.equal('on');
    }
  });

  it('fail the evaluation where they reach a failure', () => {
    expect(new World({ flags: [onIf('first', failing), after(['first'], onIf('f', always))] }).answer('f')).to.equal(
      'PARSE_ERROR',
    );
  });

  it('that lead back fail the flags of the circle, and no other', () => {
    const flags = [
      after(['b'], onIf('a', always)),
      after(['a'], onIf('b', always)),
      after(['self'], onIf('self', always)),
      onIf('free', always),
    ];
    const world = new World({ flags });
    for (const key of ['a', 'b', 'self']) expect(world.answer(key), key).to.equal('GENERAL');
    expect(world.answer('free')).to.equal('on');
  });

  it('have their result though they met a circle of references on their way', () => {
    const flags = [
      flag('first', serve('off', isOn('inner')), serve('on')),
      onIf('inner', isOn('first')),
      after(['first'], onIf('f', resultIs('first', 'on', 'variant'))),
    ];
    const world = new World({ flags });
    expect(world.answer('first')).to.equal('on');
    expect(world.answer('f')).to.equal('on');
  });

  it('have their result though a reference evaluated them again for another choice of the caller', () => {
    const called = flag('called', { then: { do: 'caller' }, label: 'c', reason: 'DEFAULT' });
    const result = test({ from: 'result', flag: 'inner', path: ['variant'] }, 'in', 'string', 'on');
    const inner = flag('inner', serve('on', isOn('called', { fallback: 'on' })), serve('off'));
    const both: Condition = { if: 'all', of: [isOn('inner', { fallback: 'on' }), result] };
    const world = new World({ flags: [called, inner, after(['inner'], onIf('f', both))] });
    expect(world.answer('f')).to.equal('on');
  });

  it('answer for the new definition after a change', () => {
    const world = new World({
      flags: [flag('first', serve('on')), after(['first'], onIf('f', resultIs('first', 'on', 'variant')))],
    });
    expect(world.answer('f')).to.equal('on');
    expect(world.store.apply({ flags: { put: [definition('first', flag('first', serve('off')))] } })).to.have.members([
      'first',
      'f',
    ]);
    expect(world.answer('f')).to.equal('off');
    world.store.apply({ flags: { put: [], remove: [{ name: 'first' }] } });
    expect(world.answer('f')).to.equal('off');
  });

  it('answer for the caller of the moment', () => {
    const world = new World({
      flags: [
        onIf('first', test(attribute('a'), 'in', 'number', 1)),
        after(['first'], onIf('f', resultIs('first', 'on', 'variant'))),
      ],
    });
    expect([1, 2, 1].map((a) => world.answer('f', { attributes: { a } }))).to.deep.equal(['on', 'off', 'on']);
  });
});

import { expect } from 'chai';
import type { Decision } from '#src/evaluation/decision.js';
import { FlagSet } from '#src/evaluation/set.js';
import { always, definition, failing, flag, isOn, never, onIf, present, serve, World } from './support/world.js';

const flags = [
  flag('constant', serve('on')),
  onIf('tested', present('a')),
  onIf('referring', isOn('tested')),
  onIf('failing', failing),
  flag('silent', serve('on', never)),
  flag('caller', { then: { do: 'caller' }, label: 'c', reason: 'DEFAULT' }),
  { ...flag('uncompiled', serve('on')), outcomes: [] },
];
const keys = [...flags.map(({ key }) => key), 'unknown'];

describe('evaluation: decisions', () => {
  for (const key of keys) {
    it(`are frozen, but for the slot of the provider: ${key}`, () => {
      const decision = new World({ flags }).ask(key, {}, 'unknown here');
      expect(Object.isFrozen(decision)).to.be.true;
      decision.slot.views = 'typed';
      expect(decision.slot.views).to.equal('typed');
    });
  }

  it('are made once, and are the same from then on', () => {
    const world = new World({ flags });
    for (const key of ['constant', 'tested', 'referring', 'silent', 'uncompiled', 'unknown']) {
      const first = world.ask(key, { attributes: { a: 1 } });
      expect(world.ask(key, { key: 'another', attributes: { a: 1 } }), key).to.equal(first);
    }
    expect(world.ask('tested', { attributes: { a: 1 } })).to.not.equal(world.ask('tested'));
  });

  it('are one per step, outcome and mark', () => {
    const marked = { then: { do: 'serve', outcome: 0, mark: present('a') }, label: 'm', reason: 'SPLIT' } as const;
    const world = new World({ flags: [flag('f', serve('on', present('b')), marked)] });
    const seen = new Set<Decision>();
    for (let round = 0; round < 3; round += 1) {
      for (const attributes of [{}, { a: 1 }, { b: 1 }, { a: 1, b: 1 }]) seen.add(world.ask('f', { attributes }));
    }
    expect(seen.size).to.equal(3);
  });

  it('are made anew only for the flag that changed', () => {
    const world = new World({ flags });
    const [constant, tested] = [world.ask('constant'), world.ask('tested')];
    world.store.apply({ flags: { put: [definition('constant', flag('constant', serve('off')), 2)] } });
    expect(world.ask('constant')).to.not.equal(constant);
    expect(world.ask('tested')).to.equal(tested);
  });

  it('share the head of the program, frozen', () => {
    const world = new World({ flags });
    expect(world.ask('tested').flag).to.equal(world.ask('tested', { attributes: { a: 1 } }).flag);
    expect(Object.isFrozen(world.ask('tested').flag)).to.be.true;
  });
});

describe('evaluation: a set', () => {
  it('answers for a flag that is not there, in the words it was given', () => {
    const translator = { flag: () => flag('f'), rule: () => always };
    const set = new FlagSet({ translator, notFoundLabel: 'definition not found', failureLabel: 'exception' });
    const { flag: head, outcome, error, label, reason } = set.evaluate('f', set.subject());
    expect([head, outcome, label, reason]).to.deep.equal([undefined, undefined, 'definition not found', 'ERROR']);
    expect(error?.code).to.equal('FLAG_NOT_FOUND');
  });

  it('answers for a flag that is only referred to as for one that is not there', () => {
    const world = new World({ flags: [onIf('f', isOn('referred'))] });
    expect(world.ask('referred')).to.equal(world.ask('unknown'));
    expect(world.set.flag('referred')).to.be.undefined;
    expect([...world.set.flagCells()].map(({ key }) => key)).to.deep.equal(['f']);
  });

  it('names the flag whose evaluation failed, under the label it was given', () => {
    const set = new FlagSet({
      translator: { flag: () => onIf('f', failing), rule: () => always },
      failureLabel: 'exception',
    });
    set.table.putFlag({ name: 'f', version: 1, wire: {}, references: { flags: [], rules: [], segments: [] } });
    const { flag: head, label, reason, error } = set.evaluate('f', set.subject());
    expect([head?.key, label, reason, error?.code]).to.deep.equal(['f', 'exception', 'ERROR', 'PARSE_ERROR']);
  });

  it('translates and compiles at the first ask, once', () => {
    const world = new World({ flags });
    expect(world.translations).to.equal(0);
    for (const key of ['tested', 'tested', 'referring']) world.ask(key);
    expect(world.translations).to.equal(2);
  });

  it('costs a flag whose translation throws that flag alone, and says it once', () => {
    const problems: string[] = [];
    const set = new FlagSet({
      translator: {
        flag: (wire) => {
          if (wire === 'bad') throw new Error('the wire is bent');
          return flag('good', serve('on'));
        },
        rule: () => always,
      },
      onProblem: (name, problem) => problems.push(`${name}: ${problem}`),
    });
    const references = { flags: [], rules: [], segments: [] };
    set.table.putFlag({ name: 'bad', version: 1, wire: 'bad', references });
    set.table.putFlag({ name: 'good', version: 1, wire: 'good', references });
    for (let round = 0; round < 3; round += 1) {
      expect(set.evaluate('bad', set.subject()).error).to.deep.equal({ code: 'GENERAL', message: 'the wire is bent' });
      expect(set.evaluate('good', set.subject()).outcome?.variant).to.equal('on');
    }
    expect(problems).to.deep.equal(['bad: the wire is bent']);
  });

  it('knows after the first ask which flags always decide the same, until they change', () => {
    const world = new World({ flags: [...flags, { ...flag('after', serve('on')), first: ['tested'] }] });
    const constants = () => keys.filter((key) => world.set.lookup(key)?.constant !== undefined);
    expect(constants()).to.be.empty;
    for (const key of [...keys, 'after']) world.ask(key);
    expect(constants()).to.deep.equal(['constant', 'uncompiled']);
    expect(world.set.lookup('constant')?.constant).to.equal(world.ask('constant'));
    expect(world.set.lookup('after')?.constant).to.be.undefined;
    world.store.apply({
      flags: { put: [definition('constant', onIf('constant', always), 2)], remove: [{ name: 'uncompiled' }] },
    });
    expect(constants()).to.be.empty;
    expect(world.set.lookup('uncompiled')).to.be.undefined;
  });

  it('lists its flags in the order in which they came', () => {
    const world = new World({ flags: [onIf('b', isOn('c')), flag('a', serve('on')), flag('c', serve('on'))] });
    expect([...world.set.flagCells()].map(({ key }) => key)).to.deep.equal(['b', 'a', 'c']);
  });

  it('evaluates many flags for one subject, in order', () => {
    const world = new World({ flags });
    const one = (key: string) => world.ask(key, { attributes: { a: 1 } });
    const asked = ['tested', 'unknown', 'referring', 'constant', 'tested'];
    const expected = asked.map(one);
    expect(world.set.evaluateMany(asked, world.bind({ attributes: { a: 1 } }))).to.deep.equal(expected);
    expect(world.set.evaluateMany([], world.bind())).to.be.empty;
  });
});

import { ownTable } from '#src/evaluation/subject.js';
import { expect } from 'chai';
import type { ValueSource } from '#src/evaluation/program.js';
import { inSegment, isOn, onIf, outcomeOf, rule, test, World, always, flag, serve } from './support/world.js';

/** Names that objects inherit, and others that nobody expects. */
const names = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  '',
  ' ',
  '\ud800',
  '0',
];
const longName = 'n'.repeat(1_000_000);

function own(name: string, value: unknown): Record<string, unknown> {
  return Object.defineProperty({}, name, { value, enumerable: true });
}

function withoutPrototype(name: string, value: unknown): Record<string, unknown> {
  return Object.assign(Object.create(null) as object, own(name, value));
}

const tables: [field: 'attributes' | 'extra' | 'identifiers', from: 'attribute' | 'extra' | 'identifier'][] = [
  ['attributes', 'attribute'],
  ['extra', 'extra'],
  ['identifiers', 'identifier'],
];

describe('evaluation: own properties only', () => {
  for (const [field, from] of tables) {
    for (const name of [...names, longName]) {
      const source: ValueSource = { from, name };
      const shown = name === longName ? 'a name of a million letters' : JSON.stringify(name);

      it(`${field} have ${shown} only where the caller put it`, () => {
        const isGold = test(source, 'in', 'joined-text', 'gold');
        for (const of of [{}, Object.create(null) as object, { other: 'gold' }]) {
          expect(outcomeOf(test(source, 'present', 'any'), { [field]: of })).to.be.false;
          expect(outcomeOf(isGold, { [field]: of })).to.be.false;
        }
        expect(outcomeOf(isGold, { [field]: own(name, 'gold') })).to.be.true;
        expect(outcomeOf(isGold, { [field]: withoutPrototype(name, 'gold') })).to.be.true;
      });
    }

    it(`${field} do not have what their prototype has`, () => {
      const isGold = test({ from, name: 'plan' }, 'in', 'joined-text', 'gold');
      const inherits = Object.create({ plan: 'gold' }) as Record<string, unknown>;
      expect(outcomeOf(isGold, { [field]: ownTable(inherits) })).to.be.false;
    });

    it(`${field} do not have what the prototype of all objects was given later`, () => {
      const world = new World({ flags: [onIf('f', test({ from, name: 'polluted' }, 'in', 'joined-text', 'gold'))] });
      expect(world.answer('f', { [field]: {} })).to.equal('off');
      Object.defineProperty(Object.prototype, 'polluted', {
        value: 'gold',
        configurable: true,
        enumerable: true,
        writable: true,
      });
      try {
        expect(world.answer('f', { [field]: ownTable({}) })).to.equal('off');
      } finally {
        delete (Object.prototype as { polluted?: unknown }).polluted;
      }
    });
  }

  for (const name of [...names, longName]) {
    it(`flags, rules and segments may be called ${name === longName ? 'as long as they like' : JSON.stringify(name)}`, () => {
      const asked = { if: 'all', of: [isOn(name), rule(name), inSegment(name)] } as const;
      expect(outcomeOf(asked, { key: 'ana' })).to.be.false;
      expect(new World().ask(name).error?.code).to.equal('FLAG_NOT_FOUND');
      const flags = [flag(name, serve('on'))];
      expect(outcomeOf(asked, { key: 'ana' }, { flags, rules: [[name, always]], segments: [[name, ['ana']]] })).to.be
        .true;
      expect(new World({ flags }).answer(name)).to.equal('on');
    });
  }
});

describe('evaluation: a path', () => {
  const root = {
    user: { plan: 'gold', tags: ['a', { deep: 'b' }], nothing: null, no: false },
    list: ['x', 'y'],
  };
  const rows: [path: string[], found: unknown][] = [
    [['user', 'plan'], 'gold'],
    [['user', 'tags', '0'], 'a'],
    [['user', 'tags', '1', 'deep'], 'b'],
    [['list', '1'], 'y'],
    [['user', 'no'], false],
    [['user', 'nothing'], undefined],
    [['user', 'nothing', 'deeper'], undefined],
    [['user', 'plan', '0'], undefined],
    [['user', 'plan', 'length'], undefined],
    [['user', 'missing', 'deeper'], undefined],
    [['list', '2'], undefined],
    [['list', '-1'], undefined],
    [['list', '01'], undefined],
    [['list', 'map'], undefined],
    [['user', 'constructor'], undefined],
    [['user', '__proto__'], undefined],
    [['__proto__', 'toString'], undefined],
    [['user', ''], undefined],
  ];
  for (const [path, found] of rows) {
    it(`${path.join('.') || '(empty)'} leads to ${found === undefined ? 'nothing' : JSON.stringify(found)}`, () => {
      const source: ValueSource = { from: 'path', path };
      expect(outcomeOf(test(source, 'present', 'any'), { root })).to.equal(found !== undefined);
      if (found !== undefined) expect(outcomeOf(test(source, 'in', 'any', found as string), { root })).to.be.true;
    });
  }

  it('leads to nothing where the caller gave no document, or something else', () => {
    for (const none of [undefined, null, 'text', 5, true, Symbol('s'), () => 1]) {
      expect(outcomeOf(test({ from: 'path', path: ['length'] }, 'present', 'any'), { root: none })).to.be.false;
    }
  });
});

describe('evaluation: the other sources', () => {
  const who = { key: 'ana', bucketingKey: 'team' };

  it('the key and the bucketing key are two', () => {
    expect(outcomeOf(test({ from: 'key' }, 'in', 'string', 'ana'), who)).to.be.true;
    expect(outcomeOf(test({ from: 'bucketing-key' }, 'in', 'string', 'team'), who)).to.be.true;
    expect(outcomeOf(test({ from: 'bucketing-key' }, 'in', 'string', 'ana'), who)).to.be.false;
  });

  it('a constant is what the program says', () => {
    expect(outcomeOf(test({ from: 'constant', value: 5 }, 'at-least', 'number', 5))).to.be.true;
    expect(outcomeOf(test({ from: 'constant', value: ['a', 'b'] }, 'meets-set', 'text-set', 'b'))).to.be.true;
  });

  it('attributes and extra attributes are kept apart', () => {
    const tables = { attributes: { plan: 'gold' }, extra: { plan: 'tin' } };
    expect(outcomeOf(test({ from: 'extra', name: 'plan' }, 'in', 'string', 'tin'), tables)).to.be.true;
    expect(outcomeOf(test({ from: 'attribute', name: 'plan' }, 'in', 'string', 'tin'), tables)).to.be.false;
  });

  it('one of an unknown kind costs the flag, which says so', () => {
    const world = new World({
      flags: [onIf('f', test({ from: 'the-moon' } as unknown as ValueSource, 'present', 'any'))],
    });
    expect(world.ask('f').error?.message).to.contain('the-moon');
  });
});

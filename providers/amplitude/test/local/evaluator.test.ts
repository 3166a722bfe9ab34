import { expect } from 'chai';
import { AmplitudeDefinitions } from '#src/definitions.js';
import type { Cohort } from '#src/local/cohort-table.js';
import { Evaluator } from '#src/local/evaluator.js';
import { decodeFlags } from '#src/wire/flags.js';
import { inCohort, on, onIf, property, resultIs, type RawFlag } from '../support/flags.js';

class World {
  readonly problems: string[] = [];
  readonly definitions = new AmplitudeDefinitions((problem) => this.problems.push(problem));
  readonly evaluator: Evaluator;

  constructor(flags: readonly RawFlag[], overrides = true) {
    this.definitions.replace(decodeFlags(flags));
    this.evaluator = new Evaluator(this.definitions, overrides);
  }

  put(id: string, groupType: string, ...members: string[]): string[] {
    const cohort: Cohort = { id, groupType, lastModified: 1, members: new Set(members) };
    return this.definitions.putCohorts([cohort]);
  }

  keys(user: object, flagKeys?: string[]): string {
    const { variants } = this.evaluator.evaluate(user, flagKeys);
    return Object.entries(variants)
      .map(([flag, { key }]) => `${flag}=${String(key)}`)
      .join(' ');
  }

  decide(key: string, user: object): string | null | undefined {
    const cell = this.definitions.set.flag(key)!;
    const { error, outcome } = this.evaluator.decide(cell, user as Readonly<Record<string, unknown>>);
    return error === undefined ? outcome?.variant : `${error.code}: ${error.message}`;
  }
}

const ann = { user_id: 'ann', user_properties: { plan: 'gold' } };

describe('local: the evaluator', () => {
  it('gives the variants of all flags, with what callers get as text', () => {
    const odd = { on: { key: 'on', value: { a: [1] }, payload: null, more: 5 } };
    const world = new World([
      on('odd', { variants: odd, metadata: { flagVersion: 2 } }),
      onIf('gold', property('plan', 'is', 'gold')),
    ]);
    expect(world.evaluator.evaluate(ann, undefined).variants).to.deep.equal({
      odd: { key: 'on', value: '{"a":[1]}', payload: null, more: 5, metadata: { flagVersion: 2 } },
      gold: { key: 'on', value: 'on', metadata: { segmentName: 'targeted' } },
    });
    expect(world.evaluator.evaluate(ann, undefined).raw.odd?.value).to.deep.equal({ a: [1] });
  });

  it('gives the flags that are asked for and what they depend on, and nothing for no keys', () => {
    const world = new World([
      onIf('a', resultIs('b', 'on')),
      on('b'),
      { ...onIf('c', resultIs('b', 'on')), dependencies: ['b'] },
    ]);
    expect(world.keys(ann, ['c'])).to.equal('b=on c=on');
    expect(world.keys(ann, ['a'])).to.equal('a=off');
    expect(world.keys(ann)).to.equal('a=off b=on c=on');
    expect(world.keys(ann, [])).to.equal('');
  });

  it('evaluates one flag as the flags are now, also when it was asked for before', () => {
    const world = new World([on('a'), onIf('c', resultIs('b', 'on'))]);
    expect(world.keys(ann, ['c'])).to.equal('c=off');
    world.definitions.replace(decodeFlags([on('b'), { ...onIf('c', resultIs('b', 'on')), dependencies: ['b'] }]));
    expect(world.keys(ann, ['c'])).to.equal('b=on c=on');
    world.definitions.replace(decodeFlags([on('b')]));
    expect(world.keys(ann, ['c'])).to.equal('');
  });

  it('gives a flag of any name as a member of its own', () => {
    const { evaluator } = new World([on('__proto__'), on('constructor')]);
    const { variants, raw } = evaluator.evaluate(ann, undefined);
    expect(Object.keys(variants)).to.deep.equal(['__proto__', 'constructor']);
    expect(Object.keys(raw)).to.deep.equal(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(variants)).to.equal(Object.prototype);
  });

  it('leaves the user as he is', () => {
    const user = Object.freeze({ ...ann, cohort_ids: Object.freeze(['mine']) });
    new World([onIf('f', inCohort('c'))]).keys(user);
    expect(user.cohort_ids).to.deep.equal(['mine']);
  });

  it('fails as a whole for a cycle and for an expression that is invalid, where flags are evaluated together', () => {
    const cyclic = [on('a', { dependencies: ['b'] }), on('b', { dependencies: ['a'] }), on('good')];
    expect(() => new World(cyclic).keys(ann)).to.throw(Error, 'Detected a cycle between flags a,b');
    expect(new World(cyclic).keys(ann, ['good'])).to.equal('good=on');
    const invalid = new World([onIf('bad', property('plan', 'regex match', '[')), on('good')]);
    expect(() => invalid.keys(ann)).to.throw(SyntaxError, 'Invalid regular expression');
    expect(invalid.keys({ user_id: 'ann' })).to.equal('bad=off good=on');
  });

  it('costs only the flags concerned, where one flag is decided', () => {
    const world = new World([
      on('a', { dependencies: ['b'] }),
      on('b', { dependencies: ['a'] }),
      on('good'),
      onIf('bad', property('plan', 'regex match', '[')),
      on('needs bad', { dependencies: ['bad'] }),
    ]);
    expect(world.decide('good', ann)).to.equal('on');
    expect(world.decide('a', ann)).to.match(/^GENERAL: .*lead back/);
    expect(world.decide('bad', ann)).to.match(/^GENERAL: Invalid regular expression/);
    expect(world.decide('bad', {})).to.equal('off');
    expect(world.decide('needs bad', ann)).to.match(/^GENERAL: Invalid regular expression/);
  });

  describe('and regular expressions, of which one is invalid', () => {
    const rows: [op: string, values: string[], value: unknown, answer: RegExp][] = [
      ['regex match', ['^g', '['], 'gold', /^on$/],
      ['regex match', ['^x', '['], 'gold', /^GENERAL: Invalid/],
      ['regex match', ['^x', '[', '^g'], 'gold', /^GENERAL: Invalid/],
      ['regex match', ['['], [], /^off$/],
      ['regex does not match', ['^g', '['], 'gold', /^off$/],
      ['regex does not match', ['^x', '['], 'gold', /^GENERAL: Invalid/],
      ['regex does not match', ['['], ['a'], /^GENERAL: Invalid/],
    ];
    for (const [op, values, plan, answer] of rows) {
      it(`${op} ${JSON.stringify(values)} of ${JSON.stringify(plan)}: ${String(answer)}`, () => {
        const world = new World([onIf('f', property('plan', op, ...values))]);
        expect(world.decide('f', { user_properties: { plan } })).to.match(answer);
      });
    }
  });

  describe('and cohorts', () => {
    const flag = onIf('f', inCohort('c'));
    it('are those of the user id, once they were downloaded, and no others', () => {
      const world = new World([flag]);
      expect(world.decide('f', ann)).to.equal('off');
      expect(world.put('c', 'User', 'ann')).to.deep.equal(['f']);
      expect(world.decide('f', ann)).to.equal('on');
      expect(world.decide('f', { user_id: 'ben', cohort_ids: ['c'] })).to.equal('off');
      expect(world.decide('f', { device_id: 'ann' })).to.equal('off');
      expect(world.decide('f', { device_id: 'ann', cohort_ids: ['c'] })).to.equal('on');
    });

    it('of another group type do not count', () => {
      const world = new World([flag]);
      world.put('c', 'org', 'ann');
      expect(world.decide('f', ann)).to.equal('off');
    });

    it('are what the user says himself, where none are downloaded', () => {
      const world = new World([flag], false);
      expect(world.decide('f', { user_id: 'ann', cohort_ids: ['c'] })).to.equal('on');
      expect(world.decide('f', { user_id: 'ann' })).to.equal('off');
    });

    it('of groups are those of the first name', () => {
      const org = { selector: ['context', 'groups', 'org', 'cohort_ids'], op: 'set contains any', values: ['g'] };
      const world = new World([onIf('f', org)]);
      expect(world.put('g', 'org', 'acme')).to.deep.equal(['f']);
      expect(world.decide('f', { groups: { org: ['acme', 'other'] } })).to.equal('on');
      expect(world.decide('f', { groups: { org: ['other', 'acme'] } })).to.equal('off');
      expect(world.decide('f', ann)).to.equal('off');
    });

    it('are let go when no flag asks for them any more', () => {
      const world = new World([flag]);
      world.put('c', 'User', 'ann');
      world.definitions.replace(decodeFlags([on('f')]));
      world.definitions.replace(decodeFlags([flag]));
      expect(world.decide('f', ann)).to.equal('off');
    });

    it('that are empty hold nobody, not even who has no id', () => {
      const world = new World([flag]);
      world.put('c', 'User', '');
      expect(world.decide('f', { user_id: '' })).to.equal('off');
    });
  });

  it('answers whatever a getter of the user asks meanwhile', () => {
    const world = new World([
      onIf('gold', property('plan', 'is', 'gold')),
      onIf('ben', { selector: ['context', 'user', 'user_id'], op: 'is', values: ['ben'] }),
    ]);
    const inner: unknown[] = [];
    const nosy = {
      user_id: 'ann',
      user_properties: {
        get plan() {
          inner.push(world.decide('ben', { user_id: 'ben' }));
          return 'gold';
        },
      },
    };
    expect(world.keys(nosy)).to.equal('gold=on ben=off');
    expect(inner).to.deep.equal(['on']);
  });

  it('says which flags may be answered otherwise', () => {
    const world = new World([on('a'), on('b', { dependencies: ['a'] }), on('c')]);
    const next = [on('a', { metadata: { flagVersion: 2 } }), on('b', { dependencies: ['a'] })];
    expect(world.definitions.replace(decodeFlags(next)).sort()).to.deep.equal(['a', 'b', 'c']);
    expect(world.definitions.replace(decodeFlags(next))).to.deep.equal([]);
  });
});

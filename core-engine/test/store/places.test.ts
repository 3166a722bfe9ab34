import { expect } from 'chai';
import { FlagCell, noReferences, type References } from '#src/evaluation/cells.js';
import { affectedFlags, retain } from '#src/evaluation/references.js';
import type { Change } from '#src/store/memory.js';
import { definition, flag, inSegment, isOn, onIf, rule, segment, serve, World } from '../evaluation/support/world.js';

// A name that is referred to has a place in the set although nothing is there. Nobody refers to it, nothing is there: no place.

function places({ set }: World): Record<'flags' | 'rules' | 'segments', string[]> {
  const { flags, rules, segments } = set.table;
  return { flags: [...flags.keys()], rules: [...rules.keys()], segments: [...segments.keys()] };
}

const nothing = { flags: [], rules: [], segments: [] };

function put(name: string, references: Partial<References>, version = 1): Change {
  return {
    flags: { put: [{ name, version, wire: flag(name, serve('on')), references: { ...noReferences, ...references } }] },
  };
}

const remove = (...names: string[]) => ({ put: [], remove: names.map((name) => ({ name })) });

describe('store: places in the set', () => {
  it('are there for what is referred to, and go with the last who refers to it', () => {
    const world = new World();
    world.store.apply(put('a', { flags: ['b'], rules: ['r'], segments: ['s'] }));
    world.store.apply(put('c', { flags: ['b'], rules: ['r'], segments: ['s'] }));
    expect(places(world)).to.deep.equal({ flags: ['a', 'b', 'c'], rules: ['r'], segments: ['s'] });
    world.store.apply({ flags: remove('a') });
    expect(places(world)).to.deep.equal({ flags: ['b', 'c'], rules: ['r'], segments: ['s'] });
    world.store.apply(put('c', {}, 2));
    expect(places(world)).to.deep.equal({ flags: ['c'], rules: [], segments: [] });
    world.store.apply({ flags: remove('c') });
    expect(places(world)).to.deep.equal(nothing);
  });

  it('stay for what is there, though nobody refers to it', () => {
    const world = new World({ flags: [flag('b', serve('on'))], rules: [['r', inSegment('s')]], segments: [['s', []]] });
    world.store.apply(put('a', { flags: ['b'], rules: ['r'], segments: ['s'] }));
    world.store.apply({ flags: remove('a') });
    expect(places(world)).to.deep.equal({ flags: ['b'], rules: ['r'], segments: ['s'] });
  });

  it('stay for what is removed while somebody refers to it, and serve when it comes back', () => {
    const world = new World({
      flags: [flag('b', serve('on')), onIf('a', { if: 'all', of: [isOn('b'), rule('r'), inSegment('s')] })],
      rules: [['r', inSegment('s')]],
      segments: [['s', ['ana']]],
    });
    expect(world.answer('a', { key: 'ana' })).to.equal('on');
    for (const table of ['flags', 'rules', 'segments'] as const) {
      const name = { flags: 'b', rules: 'r', segments: 's' }[table];
      expect(world.store.apply({ [table]: remove(name) })).to.include('a');
      expect(places(world)[table]).to.include(name);
      expect(world.answer('a', { key: 'ana' }), table).to.equal('off');
      const back: Change = {
        flags: { put: [definition('b', flag('b', serve('on')))] },
        rules: { put: [definition('r', inSegment('s'))] },
        segments: { put: [segment('s', ['ana'])] },
      };
      expect(world.store.apply(back)).to.include('a');
      expect(world.answer('a', { key: 'ana' }), table).to.equal('on');
    }
  });

  it('go where flags that refer to themselves or to each other go', () => {
    for (const names of [
      ['a', 'b', 'c'],
      ['c', 'b', 'a'],
      ['b', 'c', 'a'],
    ]) {
      const world = new World({
        flags: [onIf('a', isOn('b')), onIf('b', isOn('a')), onIf('c', { if: 'all', of: [isOn('c'), isOn('a')] })],
      });
      for (const key of names) world.ask(key);
      for (const name of names) world.store.apply({ flags: remove(name) });
      expect(places(world)).to.deep.equal(nothing);
    }
  });

  it('go where rules that refer to themselves or to each other go', () => {
    const world = new World({
      rules: [
        ['r', rule('s')],
        ['s', rule('r')],
        ['t', rule('t')],
      ],
    });
    world.store.apply({ rules: remove('t', 'r', 's') });
    expect(places(world)).to.deep.equal(nothing);
  });

  it('go where a whole table goes', () => {
    const world = new World({
      flags: [onIf('a', { if: 'all', of: [isOn('b'), rule('r')] })],
      rules: [['r', inSegment('s')]],
      segments: [['s', []]],
    });
    world.store.apply({ flags: { replace: [] }, rules: { replace: [] }, segments: { replace: [] } });
    expect(places(world)).to.deep.equal(nothing);
  });

  it('do not pile up where names come and go, whether they were asked or not', () => {
    const world = new World({ flags: [onIf('kept', isOn('f0'))] });
    for (let round = 0; round < 200; round += 1) {
      const condition = { if: 'all', of: [isOn(`g${round}`), rule(`r${round}`), inSegment(`s${round}`)] } as const;
      world.store.apply({ flags: { put: [definition(`f${round}`, onIf(`f${round}`, condition))] } });
      if (round % 2 === 0) world.ask(`f${round}`);
      world.store.apply({ flags: { put: [definition(`f${round}`, flag(`f${round}`, serve('on')), 2)] } });
      world.ask('kept');
      world.store.apply({ flags: remove(`f${round}`) });
      for (const unknown of [`x${round}`, `f${round}`]) world.ask(unknown);
    }
    expect(places(world)).to.deep.equal({ flags: ['kept', 'f0'], rules: [], segments: [] });
  });

  it('are the same for names that a definition repeats', () => {
    const world = new World();
    world.store.apply(put('a', { flags: ['b', 'b'], rules: ['r', 'r'], segments: ['s', 's'] }));
    world.store.apply(put('a', { flags: ['b'] }, 2));
    expect(places(world)).to.deep.equal({ flags: ['a', 'b'], rules: [], segments: [] });
    world.store.apply({ flags: remove('a') });
    expect(places(world)).to.deep.equal(nothing);
  });
});

describe('store: large sets', () => {
  it('may have any number of flags that follow from one thing', () => {
    const { set } = new World();
    const hub = set.table.segmentCell('hub');
    for (let at = 0; at < 200_000; at += 1) retain(hub, new FlagCell(`f${at}`, set));
    expect(affectedFlags(new Set([hub])).length).to.equal(200_000);
  });

  it('may refer to each other in a long chain, loaded in whatever order', () => {
    const length = 400;
    const links = Array.from({ length }, (_, at) => definition(`f${at}`, onIf(`f${at}`, isOn(`f${at + 1}`))));
    for (const put of [links, links.toReversed()]) {
      const world = new World();
      expect(world.store.apply({ flags: { put } })).to.have.length(length);
      const last = definition(`f${length}`, flag(`f${length}`, serve('on')));
      expect(world.store.apply({ flags: { put: [last] } })).to.have.length(length + 1);
      expect(world.answer('f0')).to.equal('on');
    }
  });
});

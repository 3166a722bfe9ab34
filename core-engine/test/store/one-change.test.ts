import { expect } from 'chai';
import type { Condition } from '#src/evaluation/program.js';
import type { Change } from '#src/store/memory.js';
import { definition, inSegment, isOn, onIf, rule, segment, World } from '../evaluation/support/world.js';

// A flag, a rule and a segment that only make sense together: whoever sees parts of two versions of them is off.

const generations = [1, 2, 3, 4];

function generation(version: number): Required<Pick<Change, 'flags' | 'rules' | 'segments'>> {
  const name = `generation ${version}`;
  const together: Condition = {
    if: 'all',
    of: [rule('rule'), inSegment(name), isOn('other', { take: 'value', in: [version] })],
  };
  const other = {
    ...onIf('other', { if: 'constant', value: true }),
    outcomes: [
      { variant: 'on', value: version },
      { variant: 'off', value: 0 },
    ],
  };
  const before = `generation ${version - 1}`;
  return {
    flags: { put: [definition('flag', onIf('flag', together), version), definition('other', other, version)] },
    rules: {
      put: [definition('rule', { if: 'all', of: [inSegment(name), { if: 'not', of: inSegment(before) }] }, version)],
    },
    segments: { put: [segment(name, ['ana'])], remove: [{ name: before }] },
  };
}

describe('store: one change', () => {
  it('is seen whole: what belongs together is never seen apart', () => {
    const world = new World();
    for (const version of generations) {
      const named = world.store.apply(generation(version));
      expect(named).to.have.members(['flag', 'other']).and.have.length(2);
      expect(world.answer('flag', { key: 'ana' })).to.equal('on');
    }
    expect(world.set.table.segments.size).to.equal(2);
  });

  it('that brings parts of it at a time is seen part by part', () => {
    for (const part of ['flags', 'rules', 'segments'] as const) {
      const world = new World();
      world.store.apply(generation(1));
      world.store.apply({ [part]: generation(2)[part] });
      expect(world.answer('flag', { key: 'ana' }), part).to.equal('off');
    }
  });

  it('is whole for an evaluation that began before it in the same turn, or not there at all', () => {
    const world = new World();
    world.store.apply(generation(1));
    const subject = world.bind({ key: 'ana' });
    world.store.apply(generation(2));
    expect(world.set.evaluate('flag', subject).outcome?.variant).to.equal('on');
  });
});

import { expect } from 'chai';
import type { SegmentChange } from '#src/store/memory.js';
import { inSegment, onIf, segment, World } from '../evaluation/support/world.js';

function world(): World {
  return new World({ flags: [onIf('staffed', inSegment('staff'))], segments: [['staff', ['ana']]] });
}

const change = (parts: Partial<SegmentChange>): { segmentChanges: SegmentChange[] } => ({
  segmentChanges: [{ name: 'staff', version: 2, added: [], removed: [], ...parts }],
});

describe('store: changes of a segment', () => {
  it('adds and removes keys', () => {
    const { store } = world();
    expect(store.apply(change({ added: ['bob'], removed: ['ana'] }))).to.deep.equal(['staffed']);
    const cell = store.set.table.segments.get('staff')!;
    expect([...cell.keys!]).to.deep.equal(['bob']);
    expect(cell.version).to.equal(2);
  });

  it('does not touch the set of keys that somebody handed over', () => {
    const { store } = world();
    const keys = new Set(['ana']);
    store.apply({ segments: { put: [segment('staff', [], 2)] } });
    store.apply({ segments: { put: [{ name: 'staff', version: 3, keys }] } });
    store.apply(change({ version: 4, added: ['bob'] }));
    expect([...keys]).to.deep.equal(['ana']);
  });

  it('changes its own set in place: a large one is not copied for one key', () => {
    const { store } = world();
    store.apply(change({ added: ['bob'] }));
    const { keys } = store.set.table.segments.get('staff')!;
    store.apply(change({ version: 3, added: ['cyd'] }));
    expect(store.set.table.segments.get('staff')!.keys).to.equal(keys);
    expect([...keys!]).to.deep.equal(['ana', 'bob', 'cyd']);
  });

  it('begins with nothing where there is no such segment', () => {
    const { store } = world();
    expect(store.apply(change({ name: 'other', added: ['ana'] }))).to.deep.equal([]);
    expect([...store.set.table.segments.get('other')!.keys!]).to.deep.equal(['ana']);
  });

  it('removes a key that is in both lists', () => {
    const { store } = world();
    store.apply(change({ added: ['ana', 'bob'], removed: ['ana', 'bob'] }));
    expect([...store.set.table.segments.get('staff')!.keys!]).to.deep.equal([]);
  });

  const quiet: readonly (readonly [string, Partial<SegmentChange>])[] = [
    ['keys that are there already', { added: ['ana'] }],
    ['keys that are not there', { removed: ['zoe'] }],
    ['a key that is added and removed', { added: ['zoe'], removed: ['zoe'] }],
  ];
  for (const [what, parts] of quiet) {
    it(`names no flag for ${what}, and takes the version`, () => {
      const { store } = world();
      expect(store.apply(change(parts))).to.deep.equal([]);
      expect(store.set.table.segments.get('staff')!.version).to.equal(2);
    });
  }

  it('ignores a change that is older than what is there', () => {
    const { store } = world();
    store.apply(change({ version: 5, added: ['bob'] }));
    expect(store.apply(change({ version: 4, added: ['cyd'] }))).to.deep.equal([]);
    expect([...store.set.table.segments.get('staff')!.keys!]).to.deep.equal(['ana', 'bob']);
  });
});

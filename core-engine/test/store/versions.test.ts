import { expect } from 'chai';
import {
  always,
  definition,
  flag,
  never,
  onIf,
  rule,
  inSegment,
  segment,
  serve,
  World,
} from '../evaluation/support/world.js';
import type { Change } from '#src/store/memory.js';

interface Table {
  readonly what: string;
  /** A change that makes `f` on or off. */
  readonly put: (on: boolean, version: number) => Change;
  readonly remove: (version?: number) => Change;
  readonly replace: (on: boolean, version: number) => Change;
}

const removal = (name: string, version?: number) => ({
  put: [],
  remove: [{ name, ...(version !== undefined && { version }) }],
});
const one = (on: boolean, version: number) => definition('f', flag('f', serve(on ? 'on' : 'off')), version);
const ruled = (on: boolean, version: number) => definition('r', on ? always : never, version);
const members = (on: boolean, version: number) => segment('s', on ? ['ana'] : [], version);

const tables: Table[] = [
  {
    what: 'a flag',
    put: (on, version) => ({ flags: { put: [one(on, version)] } }),
    remove: (version) => ({ flags: removal('f', version) }),
    replace: (on, version) => ({ flags: { replace: [one(on, version)] } }),
  },
  {
    what: 'a rule',
    put: (on, version) => ({ rules: { put: [ruled(on, version)] } }),
    remove: (version) => ({ rules: removal('r', version) }),
    replace: (on, version) => ({ rules: { replace: [ruled(on, version)] } }),
  },
  {
    what: 'a segment',
    put: (on, version) => ({ segments: { put: [members(on, version)] } }),
    remove: (version) => ({ segments: removal('s', version) }),
    replace: (on, version) => ({ segments: { replace: [members(on, version)] } }),
  },
];

for (const { what, put, remove, replace } of tables) {
  /** A set in which the table decides whether `f` is on, at version 5. */
  function world(): World {
    const place = new World({
      flags: what === 'a flag' ? [] : [onIf('f', what === 'a rule' ? rule('r') : inSegment('s'))],
    });
    place.store.apply(put(true, 5));
    return place;
  }

  const answer = (place: World) => place.answer('f', { key: 'ana' });

  describe(`store: the version of ${what}`, () => {
    const rows: [title: string, change: Change, applied: boolean][] = [
      ['a higher one is taken', put(false, 6), true],
      ['the same one is taken, as a correction', put(false, 5), true],
      ['a lower one is not', put(false, 4), false],
      ['a far lower one is not', put(false, -1), false],
      ['a lower one in a replaced table is not', replace(false, 4), false],
      ['a higher one in a replaced table is taken', replace(false, 6), true],
      ['a lower one is taken in a full resynchronisation', { ...put(false, 1), reset: true }, true],
      [
        'a lower one is taken in a replaced table of a full resynchronisation',
        { ...replace(false, 1), reset: true },
        true,
      ],
    ];
    for (const [title, change, applied] of rows) {
      it(title, () => {
        const place = world();
        expect(place.store.apply(change)).to.deep.equal(applied ? ['f'] : []);
        expect(answer(place)).to.equal(applied ? 'off' : 'on');
      });
    }

    it('stays what it was where a lower one was turned away', () => {
      const place = world();
      place.store.apply(put(false, 3));
      place.store.apply(put(false, 4));
      expect(answer(place)).to.equal('on');
    });

    it('is what a full resynchronisation says, from then on', () => {
      const place = world();
      place.store.apply({ ...put(false, 1), reset: true });
      expect(place.store.apply(put(true, 2))).to.deep.equal(['f']);
      expect(answer(place)).to.equal('on');
    });

    it('is what a full resynchronisation says, though the content stays', () => {
      const place = world();
      expect(place.store.apply({ ...put(true, 1), reset: true })).to.be.empty;
      expect(place.store.apply(put(false, 2))).to.deep.equal(['f']);
    });

    it('rises where the content stays', () => {
      const place = world();
      place.store.apply(put(true, 9));
      expect(place.store.apply(put(false, 7))).to.be.empty;
      expect(answer(place)).to.equal('on');
    });

    const removals: [title: string, change: Change, gone: boolean][] = [
      ['a removal without one removes', remove(), true],
      ['a removal of that version removes', remove(5), true],
      ['a removal of a higher one removes', remove(6), true],
      ['a removal of a lower one does not', remove(4), false],
      ['a removal of a lower one does in a full resynchronisation', { ...remove(4), reset: true }, true],
    ];
    for (const [title, change, gone] of removals) {
      it(title, () => {
        const place = world();
        const missing = what === 'a flag' ? 'FLAG_NOT_FOUND' : 'off';
        expect(place.store.apply(change)).to.deep.equal(gone ? ['f'] : []);
        expect(answer(place)).to.equal(gone ? missing : 'on');
        // What is gone is not removed again.
        if (gone) expect(place.store.apply(change)).to.be.empty;
      });
    }

    it('of a removal is not forgotten: an older definition that arrives late does not bring it back', () => {
      const place = world();
      place.store.apply(remove(8));
      expect(place.store.apply(put(true, 7))).to.be.empty;
      expect(answer(place)).to.not.equal('on');
      expect(place.store.apply(put(true, 9))).to.deep.equal(['f']);
      expect(answer(place)).to.equal('on');
    });

    it('of a removal is forgotten in a full resynchronisation', () => {
      const place = world();
      place.store.apply(remove(8));
      expect(place.store.apply({ ...put(true, 2), reset: true })).to.deep.equal(['f']);
      expect(answer(place)).to.equal('on');
    });

    it('of a removal without one leaves nothing in the way', () => {
      const place = world();
      place.store.apply(remove());
      expect(place.store.apply(put(true, 1))).to.deep.equal(['f']);
      expect(answer(place)).to.equal('on');
    });
  });
}

describe('store: versions in one change', () => {
  it('are taken in the order in which they stand', () => {
    const place = new World();
    expect(place.store.apply({ flags: { put: [one(true, 2), one(false, 1), one(true, 2)] } })).to.deep.equal(['f']);
    expect(place.answer('f')).to.equal('on');
    place.store.apply({ flags: { put: [one(false, 3), one(true, 4)] } });
    expect(place.answer('f')).to.equal('on');
    expect(place.store.apply({ flags: { put: [one(false, 6)], remove: [{ name: 'f', version: 5 }] } })).to.deep.equal([
      'f',
    ]);
    expect(place.answer('f')).to.equal('off');
    expect(place.store.apply({ flags: { put: [one(true, 7)], remove: [{ name: 'f', version: 7 }] } })).to.deep.equal([
      'f',
    ]);
    expect(place.answer('f')).to.equal('FLAG_NOT_FOUND');
  });
});

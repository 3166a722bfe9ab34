import { expect } from 'chai';
import { FlagSet } from '#src/evaluation/set.js';
import { noReferences } from '#src/evaluation/cells.js';
import type { Definition } from '#src/evaluation/table.js';
import { MemoryStore } from '#src/store/memory.js';
import { flag, serve } from '../evaluation/support/world.js';

/** A definition that a vendor keeps as a text, in which blanks say nothing. */
class Kept {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  isSameAs(other: unknown): boolean {
    const text = other instanceof Kept ? other.text : (other as { text: string }).text;
    return text.trim() === this.text.trim();
  }
}

const written = (wire: unknown, version = 1): Definition => ({ name: 'f', version, wire, references: noReferences });

describe('a definition that is kept in a form of its own', () => {
  let asked: unknown[];
  let store: MemoryStore;
  const put = (wire: unknown, version?: number): string[] => store.apply({ flags: { put: [written(wire, version)] } });

  beforeEach(() => {
    asked = [];
    const set = new FlagSet({
      translator: {
        flag: (wire) => {
          asked.push(wire);
          return flag('f', serve('on'));
        },
        rule: () => ({ if: 'constant', value: true }),
      },
      failureLabel: 'failed',
      notFoundLabel: 'not found',
    });
    store = new MemoryStore(set);
    put(new Kept('one'));
  });

  const news: readonly [what: string, wire: unknown, changed: string[]][] = [
    ['the same', new Kept('one'), []],
    ['the same in other words', new Kept(' one '), []],
    ['the same as parsed JSON', { text: ' one' }, []],
    ['something else', new Kept('two'), ['f']],
    ['something else as parsed JSON', { text: 'two' }, ['f']],
  ];
  for (const [what, wire, changed] of news) {
    it(`says itself whether it has changed: ${what}`, () => {
      expect(put(wire)).to.deep.equal(changed);
    });
  }

  it('is asked as well when it comes after parsed JSON', () => {
    put({ text: 'two' });
    expect(put(new Kept(' two '))).to.deep.equal([]);
    expect(put(new Kept('three'))).to.deep.equal(['f']);
  });

  it('takes the place of one that says the same, which may hold on to a whole document', () => {
    const newer = new Kept(' one');
    put(newer, 2);
    store.set.evaluate('f', store.set.subject());
    expect(asked).to.have.lengthOf(1);
    expect(asked[0]).to.equal(newer);
    expect(put(new Kept('two'), 1), 'the newer version counts').to.deep.equal([]);
  });
});

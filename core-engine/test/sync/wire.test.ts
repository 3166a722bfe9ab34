import { expect } from 'chai';
import { Broken, isRaw, listOf, listOrNone, objectOf, textOf, type Raw } from '#src/sync/wire.js';

const raw: Raw = { text: '', list: [1], object: { a: 1 }, none: null, number: 5 };

describe('sync: what a vendor sent, parsed', () => {
  it('is an object, or is none: a list and null are not', () => {
    expect([{}, raw, [], null, undefined, 'text', 5].map(isRaw)).to.deep.equal([
      ...[true, true, false, false, false, false, false],
    ]);
  });

  it('gives its members as what they are to be', () => {
    expect(textOf(raw, 'text')).to.equal('');
    expect(listOf(raw, 'list')).to.equal(raw.list);
    expect(listOrNone(raw, 'list')).to.equal(raw.list);
    expect(objectOf(raw, 'object')).to.equal(raw.object);
  });

  it('may leave a list open, where that is said', () => {
    expect(listOrNone(raw, 'none')).to.deep.equal([]);
    expect(listOrNone(raw, 'absent')).to.deep.equal([]);
  });

  const wrong = [
    [textOf, ['list', 'object', 'none', 'absent', 'number'], 'is not text'],
    [listOf, ['text', 'object', 'none', 'absent', 'number'], 'is not a list'],
    [listOrNone, ['text', 'object', 'number'], 'is not a list'],
    [objectOf, ['text', 'list', 'none', 'absent', 'number'], 'is not an object'],
  ] as const;
  for (const [read, names, says] of wrong) {
    it(`names the member that ${says}: ${read.name}`, () => {
      for (const name of names) {
        expect(() => read(raw, name)).to.throw(Broken, `${name} ${says}`);
      }
    });
  }
});

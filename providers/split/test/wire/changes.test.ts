import { expect } from 'chai';
import { readChanges, readSegmentPage } from '#src/wire/changes.js';

describe('splitChanges (§1.1)', () => {
  it('has two halves, each with a change number of its own', () => {
    expect(readChanges({ ff: { s: 1, t: 2, d: ['a'] }, rbs: { s: 3, t: 4, d: ['b'] } })).to.deep.equal({
      flags: { since: 1, till: 2, definitions: ['a'] },
      ruleBasedSegments: { since: 3, till: 4, definitions: ['b'] },
    });
  });

  it('may come in the older shape', () => {
    expect(readChanges({ splits: ['a'], since: 1, till: 2 })).to.deep.equal({
      flags: { since: 1, till: 2, definitions: ['a'] },
      ruleBasedSegments: { since: -1, till: -1, definitions: [] },
    });
  });

  it('brings nothing where a list, or a half, is null or not there', () => {
    const nothing = { since: -1, till: -1, definitions: [] };
    for (const rbs of [undefined, null]) {
      expect(readChanges({ ff: { s: 1, t: 2, d: null }, rbs })).to.deep.equal({
        flags: { since: 1, till: 2, definitions: [] },
        ruleBasedSegments: nothing,
      });
    }
    expect(readChanges({ ff: { s: 1, t: 2 } })).to.have.property('flags');
    expect(readChanges({ splits: null, ff: { s: 1, t: 2 } })).to.have.property('flags');
  });

  const unreadable: readonly (readonly [what: string, body: unknown, problem: string])[] = [
    ['a list', [], 'it is no object'],
    ['null', null, 'it is no object'],
    ['text', 'ff', 'it is no object'],
    ['without any of it', {}, 'ff is no object'],
    ['with a half that is a list', { ff: [] }, 'ff is no object'],
    ['without till', { ff: { s: 1, d: [] } }, 'the till of ff is no change number'],
    ['with a till that is text', { ff: { s: 1, t: '2' } }, 'the till of ff is no change number'],
    ['with a till beyond all numbers', { ff: { s: 1, t: 1e300 } }, 'the till of ff is no change number'],
    ['with definitions that are no list', { ff: { s: 1, t: 2, d: {} } }, 'the definitions of ff are no list'],
    ['with splits that are no list', { splits: {}, since: 1, till: 2 }, 'the definitions of splits are no list'],
    ['with a bad second half', { ff: { s: 1, t: 2 }, rbs: 5 }, 'rbs is no object'],
  ];
  for (const [what, body, problem] of unreadable) {
    it(`${what} cannot be read, and the problem is named`, () => {
      expect(readChanges(body)).to.deep.equal({ kind: 'unreadable', problem });
    });
  }
});

describe('segmentChanges (§1.4)', () => {
  it('has keys that came, keys that went, and how far that is', () => {
    const body = { name: 's', added: ['a'], removed: ['b'], since: 1, till: 2 };
    expect(readSegmentPage(body)).to.deep.equal({ added: ['a'], removed: ['b'], till: 2 });
  });

  it('does without lists, and without keys that are no text', () => {
    expect(readSegmentPage({ added: ['a', 5, null], removed: null, till: 2 })).to.deep.equal({
      added: ['a'],
      removed: [],
      till: 2,
    });
  });

  for (const [what, body, problem] of [
    ['a list', [], 'it is no object'],
    ['without till', { added: [] }, 'till is no change number'],
    ['with keys in an object', { added: {}, till: 2 }, 'added or removed is no list'],
  ] as const) {
    it(`${what} cannot be read, and the problem is named`, () => {
      expect(readSegmentPage(body)).to.deep.equal({ kind: 'unreadable', problem });
    });
  }
});

import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { isUnusable, type LocalhostSegment } from '#src/localhost/document.js';
import { readSegment } from '#src/localhost/segment.js';
import { sample } from './sample.js';

function read(value: unknown): LocalhostSegment {
  const segment = readSegment(value);
  if (isUnusable(segment)) throw new Error(segment.problem);
  return segment;
}

describe('a segment file', () => {
  it('gives the segment of the sample', () => {
    const value: unknown = JSON.parse(readFileSync(sample('segments/segment_1.json'), 'utf8'));
    expect(read(value)).to.deep.equal({
      name: 'segment_1',
      version: 1585948850110,
      keys: new Set(['example1', 'example2']),
      warnings: [],
    });
  });

  const contents: readonly [what: string, value: object, keys: string[], version: number][] = [
    ['keys that were added', { added: ['a', 'b'], till: 5 }, ['a', 'b'], 5],
    ['keys that were added and not removed', { added: ['a', 'b', 'a'], removed: ['b', 'c'], till: 5 }, ['a'], 5],
    ['nothing at all', {}, [], -1],
    ['nulls', { added: null, removed: null, since: null, till: null }, [], -1],
    ['a change number of 0, which is none', { added: ['a'], till: 0 }, ['a'], -1],
    ['a change number of -1', { added: ['a'], till: -1 }, ['a'], -1],
    ['keys written as numbers', { added: [1, 2.5, -0], removed: [1] }, ['2.5', '0'], -1],
    ['keys with names of every object', { added: ['__proto__', 'constructor'] }, ['__proto__', 'constructor'], -1],
  ];
  for (const [what, value, keys, version] of contents) {
    it(`may hold ${what}`, () => {
      expect(read({ name: 's', ...value })).to.deep.equal({ name: 's', version, keys: new Set(keys), warnings: [] });
    });
  }

  const repaired: readonly [value: object, warning: string][] = [
    [{ till: -2 }, 'segment "s": till: expected a change number, found -2; -1 is used'],
    [{ till: '5' }, 'segment "s": till: expected a change number, found a text; -1 is used'],
    [{ till: 1.5 }, 'segment "s": till: expected a change number, found 1.5; -1 is used'],
    [{ removed: 'ana' }, 'segment "s": removed: expected a list of keys, found a text; it is left out'],
    [{ removed: { ana: true } }, 'segment "s": removed: expected a list of keys, found an object; it is left out'],
    [{ added: ['a', true] }, 'segment "s": added: expected texts, left out 1 that is none'],
    [{ added: ['a', null, []] }, 'segment "s": added: expected texts, left out 2 that are none'],
  ];
  for (const [value, warning] of repaired) {
    it(`is repaired with a warning: ${warning}`, () => {
      expect(read({ name: 's', added: ['a'], ...value })).to.deep.equal({
        name: 's',
        version: -1,
        keys: new Set(['a']),
        warnings: [warning],
      });
    });
  }

  const unusable: readonly [value: unknown, problem: string][] = [
    [null, 'expected an object with name and added, found null'],
    [['a'], 'expected an object with name and added, found a list'],
    [{ added: ['a'] }, 'expected name to be a text that is not blank, found nothing'],
    [{ name: '  ' }, 'expected name to be a text that is not blank, found a blank text'],
    [{ name: 5 }, 'expected name to be a text that is not blank, found a number'],
  ];
  for (const [value, problem] of unusable) {
    it(`is unusable: ${problem}`, () => {
      expect(readSegment(value)).to.deep.equal({ problem });
    });
  }

  it('can be any value', () => {
    const segment = fc.record(
      { name: fc.string(), added: fc.array(fc.anything()), removed: fc.array(fc.anything()), till: fc.anything() },
      { requiredKeys: ['name'] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), segment), (value) => {
        const read = readSegment(value);
        if (!isUnusable(read)) for (const key of read.keys) expect(key).to.be.a('string');
      }),
    );
  });
});

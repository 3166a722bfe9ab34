import { expect } from 'chai';
import { noReferences } from '#src/evaluation/cells.js';
import type { Condition, FlagProgram } from '#src/evaluation/program.js';
import type { Change } from '#src/store/memory.js';
import {
  always,
  definition,
  flag,
  inSegment,
  never,
  onIf,
  rule,
  segment,
  serve,
  World,
} from '../evaluation/support/world.js';

const putFlag = (name: string, wire: FlagProgram, version = 2): Change => ({
  flags: { put: [definition(name, wire, version)] },
});
const putRule = (name: string, wire: Condition, version = 2): Change => ({
  rules: { put: [definition(name, wire, version)] },
});
const putSegment = (name: string, keys: string[], version = 2): Change => ({
  segments: { put: [segment(name, keys, version)] },
});

describe('store: hostile names', () => {
  for (const name of ['__proto__', 'constructor', 'toString', '', '\ud800', 'n'.repeat(100_000)]) {
    it(`${JSON.stringify(name.slice(0, 20))} come, change and go like any other`, () => {
      const place = new World();
      const change = (variant: 'on' | 'off', version: number): Change => ({
        ...putFlag(name, onIf(name, { if: 'all', of: [inSegment(name), rule(name)] }), version),
        ...putRule(name, variant === 'on' ? always : never, version),
        ...putSegment(name, ['ana'], version),
      });
      expect(place.store.apply(change('on', 1))).to.deep.equal([name]);
      expect(place.answer(name, { key: 'ana' })).to.equal('on');
      expect(place.store.apply(change('off', 2))).to.deep.equal([name]);
      expect(place.answer(name, { key: 'ana' })).to.equal('off');
      const remove = [{ name }];
      expect(
        place.store.apply({ flags: { put: [], remove }, rules: { put: [], remove }, segments: { put: [], remove } }),
      ).to.deep.equal([name]);
      const { flags, rules, segments } = place.set.table;
      expect([flags.size, rules.size, segments.size]).to.deep.equal([0, 0, 0]);
    });
  }

  it('may be anything in the references of a definition', () => {
    const place = new World();
    const references = { flags: ['__proto__'], rules: ['constructor'], segments: ['toString'] };
    place.store.apply({ flags: { put: [{ name: 'f', version: 1, wire: flag('f', serve('on')), references }] } });
    expect(place.store.apply(putSegment('toString', []))).to.deep.equal(['f']);
    expect(
      place.store.apply({
        flags: { put: [{ name: 'f', version: 2, wire: flag('f', serve('on')), references: noReferences }] },
      }),
    ).to.deep.equal(['f']);
    expect(place.store.apply(putSegment('toString', ['a'], 3))).to.be.empty;
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { NEVER, Seen, SeenLane } from '#src/tracker/seen.js';

describe('what was seen', () => {
  it('is new the first time, and has the time of the last time from then on', () => {
    const seen = new Seen(10);
    const lane = new SeenLane();
    expect(seen.touch(lane, 'a', 5)).to.equal(NEVER);
    expect(seen.touch(lane, 'a', 7)).to.equal(5);
    expect(seen.touch(lane, 'a', 6)).to.equal(7);
    expect(seen.touch(lane, 'a', 8)).to.equal(6);
  });

  it('is told apart by lane, and by key whatever the key is', () => {
    const seen = new Seen(10);
    const lanes = [new SeenLane(), new SeenLane()];
    for (const lane of lanes)
      for (const key of ['a', '__proto__', '', 'constructor']) expect(seen.touch(lane, key, 1)).to.equal(NEVER);
    expect(seen.size).to.equal(8);
    expect(lanes.map(({ size }) => size)).to.deep.equal([4, 4]);
  });

  it('knows the time 0 from never', () => {
    const seen = new Seen(10);
    const lane = new SeenLane();
    seen.touch(lane, 'a', 0);
    expect(seen.touch(lane, 'a', 1)).to.equal(0);
  });

  it('is bounded over all lanes: what came first goes first', () => {
    const seen = new Seen(3);
    const [one, two] = [new SeenLane(), new SeenLane()];
    seen.touch(one, 'a', 1);
    seen.touch(two, 'b', 2);
    seen.touch(one, 'c', 3);
    expect(seen.touch(two, 'd', 4)).to.equal(NEVER);
    expect(seen.size).to.equal(3);
    expect(one.size).to.equal(1);
    expect(seen.touch(two, 'b', 5)).to.equal(2);
    expect(seen.touch(one, 'a', 6)).to.equal(NEVER);
  });

  it('stays for another round when it was seen again', () => {
    const seen = new Seen(3);
    const lane = new SeenLane();
    for (const key of ['a', 'b', 'c', 'a']) seen.touch(lane, key, 1);
    seen.touch(lane, 'd', 2);
    expect(seen.touch(lane, 'a', 3)).to.equal(1);
    expect(seen.touch(lane, 'c', 3)).to.equal(1);
    expect(seen.touch(lane, 'b', 4)).to.equal(NEVER);
  });

  it('goes in the order in which it came, also after everything was forgotten', () => {
    const seen = new Seen(3);
    const lane = new SeenLane();
    for (let round = 0; round < 2; round++) {
      for (const key of ['a', 'b', 'c', 'd', 'e']) seen.touch(lane, key, 1);
      expect([...lane.places.keys()].sort()).to.deep.equal(['c', 'd', 'e']);
      seen.clear();
    }
    for (const key of ['a', 'b', 'c', 'd']) seen.touch(lane, key, 1);
    expect([...lane.places.keys()].sort()).to.deep.equal(['b', 'c', 'd']);
  });

  it('is known to have been seen again also where the memory has grown since', () => {
    const seen = new Seen(2_000);
    const lane = new SeenLane();
    for (const key of ['first', 'first', 'second']) seen.touch(lane, key, 1);
    for (let i = 0; i < 1_999; i++) seen.touch(lane, `key ${i}`, 2);
    expect([lane.places.has('first'), lane.places.has('second')]).to.deep.equal([true, false]);
  });

  it('finds room where everything was seen again', () => {
    const seen = new Seen(3);
    const lane = new SeenLane();
    for (const key of ['a', 'b', 'c', 'a', 'b', 'c']) seen.touch(lane, key, 1);
    expect(seen.touch(lane, 'd', 2)).to.equal(NEVER);
    expect(seen.size).to.equal(3);
    expect(seen.touch(lane, 'd', 3)).to.equal(2);
  });

  it('tells of a lane that has lost its last key, but not of one that gets another for it', () => {
    const empty: SeenLane[] = [];
    const seen = new Seen(1, (lane) => empty.push(lane));
    const [one, two] = [new SeenLane(), new SeenLane()];
    seen.touch(one, 'a', 1);
    seen.touch(one, 'b', 2);
    expect(empty).to.deep.equal([]);
    seen.touch(two, 'c', 3);
    expect(empty).to.deep.equal([one]);
  });

  it('is new again after everything was forgotten', () => {
    const empty: SeenLane[] = [];
    const seen = new Seen(2, (lane) => empty.push(lane));
    const lane = new SeenLane();
    for (const key of ['a', 'b', 'c']) seen.touch(lane, key, 1);
    seen.clear();
    expect([seen.size, lane.size]).to.deep.equal([0, 0]);
    expect(empty).to.deep.equal([lane]);
    for (const key of ['a', 'b', 'c']) expect(seen.touch(lane, key, 2)).to.equal(NEVER);
    expect(seen.size).to.equal(2);
  });

  it('remembers as much as was promised when it grows', () => {
    const seen = new Seen(5_000);
    const lane = new SeenLane();
    for (let i = 0; i < 5_000; i++) seen.touch(lane, `key ${i}`, i);
    for (let i = 0; i < 5_000; i++) expect(seen.touch(lane, `key ${i}`, 9_999)).to.equal(i);
  });

  it('is never told wrongly: always the last time, or never, and the bound always holds', () => {
    const touches = fc.array(fc.tuple(fc.nat(3), fc.nat(12)), { maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), touches, (bound, steps) => {
        const emptied = new Set<SeenLane>();
        const seen = new Seen(bound, (lane) => emptied.add(lane));
        const lanes = Array.from({ length: 4 }, () => new SeenLane());
        const last = new Map<string, number>();
        steps.forEach(([at, key], now) => {
          const pair = `${at} ${key}`;
          emptied.delete(lanes[at]!);
          const before = seen.touch(lanes[at]!, String(key), now);
          if (before !== NEVER) expect(before).to.equal(last.get(pair));
          // With no more pairs in all than there is room for, nothing is forgotten.
          if (last.size <= bound && last.has(pair)) expect(before).to.equal(last.get(pair));
          last.set(pair, now);
          expect(seen.size).to.equal(Math.min(seen.size, bound));
          expect(lanes.reduce((sum, lane) => sum + lane.size, 0)).to.equal(seen.size);
          for (const lane of emptied) expect(lane.size).to.equal(0);
        });
      }),
    );
  });
});

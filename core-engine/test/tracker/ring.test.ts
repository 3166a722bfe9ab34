import { expect } from 'chai';
import fc from 'fast-check';
import { Ring, type DropPolicy } from '#src/tracker/ring.js';
import { item, type Item } from './support.js';

function ringOf(maxItems: number, maxBytes: number, policy: DropPolicy, ...items: Item[]): Ring<Item> {
  const ring = new Ring<Item>({ maxItems, maxBytes }, policy);
  for (const one of items) ring.push(one);
  return ring;
}

const ids = (items: readonly Item[]) => items.map(({ id }) => id);
const [a, b, c, d, e] = [item(1), item(2), item(3), item(4), item(5)] as const;

describe('a ring', () => {
  it('gives back what came first, first', () => {
    const ring = ringOf(10, 100, 'newest', a, b, c);
    expect(ids(ring.take(2, 100))).to.deep.equal([1, 2]);
    expect(ids(ring.take(2, 100))).to.deep.equal([3]);
    expect(ring.take(2, 100)).to.be.empty;
  });

  it('keeps the order when it grows after its start has moved', () => {
    const ring = new Ring<Item>({ maxItems: 1_000, maxBytes: 1_000 }, 'newest');
    for (let i = 0; i < 16; i++) ring.push(item(i));
    ring.take(10, 100);
    for (let i = 16; i < 100; i++) ring.push(item(i));
    expect(ids(ring.clear())).to.deep.equal(Array.from({ length: 90 }, (_, i) => i + 10));
    expect([ring.length, ring.bytes]).to.deep.equal([0, 0]);
  });

  it('turns the new one away when it is full, by policy "newest"', () => {
    const ring = ringOf(2, 100, 'newest', a, b);
    expect(ids(ring.push(c))).to.deep.equal([3]);
    expect(ids(ring.clear())).to.deep.equal([1, 2]);
  });

  it('pushes the old ones out when it is full, by policy "oldest"', () => {
    const ring = ringOf(2, 100, 'oldest', a, b);
    expect(ids(ring.push(c))).to.deep.equal([1]);
    expect(ids(ring.clear())).to.deep.equal([2, 3]);
  });

  it('pushes out as many as the bytes of the new one need', () => {
    const ring = ringOf(100, 10, 'oldest', item(1, 4), item(2, 4), item(3, 2));
    expect(ids(ring.push(item(4, 5)))).to.deep.equal([1, 2]);
    expect(ring.bytes).to.equal(7);
  });

  it('pushes nothing out for one that would not fit anyway', () => {
    const ring = ringOf(100, 10, 'oldest', a, b);
    expect(ids(ring.push(item(9, 11)))).to.deep.equal([9]);
    expect(ids(ring.clear())).to.deep.equal([1, 2]);
  });

  it('takes no more bytes than asked for, but always one', () => {
    const ring = ringOf(100, 100, 'newest', item(1, 50), item(2, 3), item(3, 3), item(4, 3));
    expect(ids(ring.take(10, 6))).to.deep.equal([1]);
    expect(ids(ring.take(10, 6))).to.deep.equal([2, 3]);
  });

  it('puts a batch back to the front', () => {
    const ring = ringOf(10, 100, 'oldest', a, b, c);
    expect(ring.giveBack(ring.take(2, 100))).to.be.empty;
    expect(ids(ring.clear())).to.deep.equal([1, 2, 3]);
  });

  it('grows when a batch comes back to it', () => {
    const ring = new Ring<Item>({ maxItems: 100, maxBytes: 100 }, 'newest');
    for (let i = 0; i < 16; i++) ring.push(item(i));
    const batch = ring.take(5, 100);
    for (let i = 16; i < 21; i++) ring.push(item(i));
    expect(ring.giveBack(batch)).to.be.empty;
    expect(ids(ring.clear())).to.deep.equal(Array.from({ length: 21 }, (_, i) => i));
  });

  it('makes room for one as large as the bound', () => {
    const ring = ringOf(100, 10, 'oldest', a, b);
    expect(ids(ring.push(item(9, 10)))).to.deep.equal([1, 2]);
  });

  it('drops the oldest of a batch that comes back to a full ring, by policy "oldest"', () => {
    const ring = ringOf(3, 100, 'oldest', a, b, c);
    const batch = ring.take(2, 100);
    ring.push(d);
    expect(ids(ring.giveBack(batch))).to.deep.equal([1]);
    expect(ids(ring.clear())).to.deep.equal([2, 3, 4]);
  });

  it('drops the newest of what waits when a batch comes back to a full ring, by policy "newest"', () => {
    const ring = ringOf(3, 100, 'newest', a, b, c);
    const batch = ring.take(2, 100);
    ring.push(d);
    ring.push(e);
    expect(ids(ring.giveBack(batch))).to.deep.equal([4, 5]);
    expect(ids(ring.clear())).to.deep.equal([1, 2, 3]);
  });

  it('behaves like a plain list under any operations', () => {
    const operation = fc.oneof(
      fc.record({ kind: fc.constant('push' as const), bytes: fc.nat(12) }),
      fc.record({ kind: fc.constant('take' as const), items: fc.integer({ min: 1, max: 6 }), bytes: fc.nat(20) }),
      fc.record({ kind: fc.constant('return' as const) }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom<DropPolicy>('oldest', 'newest'),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 60 }),
        fc.array(operation, { maxLength: 120 }),
        (policy, maxItems, maxBytes, operations) => {
          const ring = new Ring<Item>({ maxItems, maxBytes }, policy);
          let model: Item[] = [];
          let out: Item[] = [];
          let next = 0;
          for (const operation of operations) {
            if (operation.kind === 'push') {
              const one = item(next++, operation.bytes);
              const lost = new Set(ring.push(one));
              model = [...model, one].filter((other) => !lost.has(other));
            } else if (operation.kind === 'take') {
              out = ring.take(operation.items, operation.bytes);
              expect(out).to.deep.equal(model.splice(0, out.length));
            } else {
              const lost = new Set(ring.giveBack(out));
              model = [...out, ...model].filter((other) => !lost.has(other));
              out = [];
            }
            expect(ring.length).to.equal(model.length).and.at.most(maxItems);
            expect(ring.bytes)
              .to.equal(model.reduce((sum, one) => sum + one.bytes, 0))
              .and.at.most(maxBytes);
            expect(ring.peek()).to.equal(model[0]);
          }
          expect(ring.clear()).to.deep.equal(model);
        },
      ),
    );
  });
});

import { expect } from 'chai';
import { inDependencyOrder } from '#src/translate/order.js';

function flagsOf(text: string): ReadonlyMap<string, { key: string; dependencies: string[] }> {
  return new Map(
    text.split(' ').map((flag) => {
      const [key = '', dependencies = ''] = flag.split(':');
      return [key, { key, dependencies: dependencies === '' ? [] : dependencies.split(',') }];
    }),
  );
}

describe('translate: the order of flags', () => {
  const rows: [flags: string, keys: string | undefined, order: string][] = [
    ['a b c', undefined, 'a b c'],
    ['a:b b', undefined, 'b a'],
    ['a:b,c b:c c', undefined, 'c b a'],
    ['a:ghost b', undefined, 'a b'],
    ['a:b b c:b', 'c', 'b c'],
    ['a b', 'ghost b', 'b'],
    ['a:b b:a c', 'c', 'c'],
    ['a:b,b b', undefined, 'b a'],
  ];
  for (const [flags, keys, order] of rows) {
    it(`of ${flags}${keys === undefined ? '' : ` for ${keys}`}: ${order}`, () => {
      expect(inDependencyOrder(flagsOf(flags), keys?.split(' ')).join(' ')).to.equal(order);
    });
  }

  it('is none for a cycle that somebody asks for', () => {
    expect(() => inDependencyOrder(flagsOf('a:b b:c c:b'))).to.throw('Detected a cycle between flags a,b,c');
    expect(() => inDependencyOrder(flagsOf('a:a'))).to.throw('Detected a cycle between flags a');
  });

  it('takes chains that are longer than any stack', () => {
    const length = 50_000;
    const chain = new Map(
      Array.from({ length }, (_, at) => [String(at), { key: String(at), dependencies: [String(at + 1)] }]),
    );
    const order = inDependencyOrder(chain);
    expect([order[0], order.at(-1), order.length]).to.deep.equal([String(length - 1), '0', length]);
  });

  it('takes a thousand flags that all depend on all later ones', () => {
    const all = Array.from({ length: 1_000 }, (_, at) => String(at));
    const dense = new Map(all.map((key, at) => [key, { key, dependencies: all.slice(at + 1) }]));
    expect(inDependencyOrder(dense)).to.deep.equal([...all].reverse());
  });
});

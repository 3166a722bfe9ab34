import fc from 'fast-check';
import { runInNewContext } from 'node:vm';

const fail = (): never => {
  throw new Error('nobody reads me');
};

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function cyclic(): object {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  return circle;
}

class Instance {
  readonly matchingKey = 5n;
}

const traps: ProxyHandler<object> = {
  get: fail,
  getOwnPropertyDescriptor: fail,
  getPrototypeOf: fail,
  has: fail,
  ownKeys: fail,
};

/** What no argument expects. */
export const hostile: readonly [what: string, value: unknown][] = [
  ['undefined', undefined],
  ['null', null],
  ['true', true],
  ['NaN', NaN],
  ['Infinity', -Infinity],
  ['a BigInt', 5n],
  ['a symbol', Symbol('s')],
  ['a function', fail],
  ['a text of ten million units', 'x'.repeat(10_000_000)],
  ['ten million blanks', ' '.repeat(10_000_000)],
  ['half a character', '\ud800'],
  ['a text object', Object('text')],
  ['a Date', new Date(NaN)],
  ['a Map', new Map([['matchingKey', 'a']])],
  ['an instance', new Instance()],
  ['an object without a prototype', Object.create(null)],
  ['an object of another realm', runInNewContext('({ a: 1 })')],
  ['a list of another realm', runInNewContext('["a", 1]')],
  ['an object with itself inside', cyclic()],
  [
    'a getter that throws',
    {
      get properties(): never {
        return fail();
      },
      get matchingKey(): never {
        return fail();
      },
      get global(): never {
        return fail();
      },
    },
  ],
  ['a list with a getter that throws', Object.defineProperty(['a'], 0, { get: fail })],
  ['a list with holes', Object.assign([], { 3: 'a' })],
  ['a proxy that throws', new Proxy({}, traps)],
  ['a list proxy that throws', new Proxy([], traps)],
  ['a proxy with text that cannot be made', { toString: fail, valueOf: fail, [Symbol.toPrimitive]: fail }],
  ['a revoked proxy', revoked({})],
  ['a revoked list proxy', revoked([])],
  ['a revoked proxy inside', { properties: revoked({}), matchingKey: revoked([]), byFlag: revoked({}) }],
  ['a list of what no argument expects', [Symbol('s'), 5n, null, revoked([]), {}]],
];

/** Any UTF-16 units, halves of characters among them; fast-check's own needs seconds to warm up. */
export const anyText: fc.Arbitrary<string> = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
});

/** Anything at all, but for what fast-check itself could not bear: that is `hostile`. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
  anyText,
  fc.constantFrom(Symbol('s'), '\ud800', NaN, -0),
);

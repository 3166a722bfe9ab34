import { hostile } from '../validation/hostile.js';

export const secret = 'hunter2';

export const fail = (): never => {
  throw new Error(secret);
};

/** Contexts that only an untyped caller makes. */
export const contexts: readonly (readonly [what: string, context: unknown])[] = [
  ...hostile.map(([what, value]): [string, unknown] => [`${what} as an attribute`, { targetingKey: 'ana', v: value }]),
  ['hostile names', JSON.parse('{"targetingKey": "ana", "__proto__": {"v": "a"}, "constructor": 1, "toString": 2}')],
];

/** Contexts that throw when they are read. */
export const throwing: readonly (readonly [what: string, context: unknown])[] = [
  [
    'a getter that throws',
    {
      targetingKey: 'ana',
      get v() {
        return fail();
      },
    },
  ],
  [
    'a targeting key that throws',
    {
      get targetingKey() {
        return fail();
      },
    },
  ],
  ['a targeting key that throws the second time', once({ targetingKey: 'ana' })],
  ['a proxy without a prototype to tell', new Proxy({ targetingKey: 'ana' }, { getPrototypeOf: fail })],
];

/** Reads well once, and never again. */
function once(members: object): object {
  let reads = 0;
  return new Proxy(members, { get: (target, name) => (reads++ > 0 ? fail() : (Reflect.get(target, name) as unknown)) });
}

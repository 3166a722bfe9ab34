/** Values that no rule was written for, by name. */
export const hostileValues: readonly (readonly [name: string, value: unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['-0', -0],
  ['empty text', ''],
  ['a blank', ' '],
  ['a lone surrogate', '\ud800'],
  ['a bigint', 10n],
  ['a symbol', Symbol('hostile')],
  ['an invalid date', new Date(NaN)],
  ['a set', new Set(['a', 5])],
  ['a map', new Map([['a', 5]])],
  ['an empty list', []],
  ['nested lists', [['a'], [[5]]]],
  ['a sparse list', new Array<unknown>(3)],
  ['a boxed text', Object('a')],
  ['a function', () => 'a'],
  ['a class', Set],
  ['an object', {}],
  ['an object without prototype', Object.create(null)],
  ['an object that will not become text', { toString: thrower, valueOf: thrower, [Symbol.toPrimitive]: thrower }],
  ['a cyclic object', cyclicObject()],
  ['a cyclic list', cyclicList()],
  ['a proxy', new Proxy({}, {})],
  ['a proxy of a list', new Proxy(['a'], {})],
  ['a promise', Promise.resolve('a')],
  ['a typed array', new Uint8Array([5])],
  ['a regular expression', /a/u],
];

function thrower(): never {
  throw new Error('the value will not be read');
}

function cyclicObject(): object {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  return cyclic;
}

function cyclicList(): unknown[] {
  const cyclic: unknown[] = ['a'];
  cyclic.push(cyclic);
  return cyclic;
}

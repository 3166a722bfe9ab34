import type { Random } from '../../random.js';

const usual: readonly unknown[] = [
  { plan: 'gold' },
  { plan: 'gold', price: 12.5, first: true, coupon: null },
  { 'größe 🚀': '"quoted" \\ größe\n' },
  { 2: 'b', 1: 'a', z: -0 },
];

const odd: readonly unknown[] = [
  {},
  null,
  undefined,
  [],
  ['a'],
  'text',
  5,
  new Map([['a', 1]]),
  { list: [1, 2], nested: { a: 1 }, date: new Date(0), nothing: undefined, no: NaN, kept: 'yes' },
  { long: 'x'.repeat(20_000) },
  Object.fromEntries(Array.from({ length: 301 }, (_, at) => [`p${at}`, at])),
];

/** What a caller might pass as properties. */
export function propertiesOf(random: Random): unknown {
  return random.chance(0.6) ? random.pick(usual) : random.pick(odd);
}

/** What a caller might pass as options of an evaluation. */
export function optionsOf(random: Random): unknown {
  return random.weighted<() => unknown>([
    [12, () => undefined],
    [6, () => ({ properties: propertiesOf(random) })],
    [1, () => random.pick<unknown>([null, {}, [], 'text', 5, { other: true }])],
  ])();
}

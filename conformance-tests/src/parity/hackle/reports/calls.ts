import type { Random } from '../../random.js';
import type { Asked } from '../asked.js';

/** A call of a client that is reported. */
export type Call =
  | { readonly method: 'ask'; readonly asked: Asked; readonly user: unknown }
  | { readonly method: 'track'; readonly event: unknown; readonly user: unknown };

/** An event that an application tracks: mostly one that is in order. */
export function makeEvent(random: Random): unknown {
  const key = random.pick<unknown>(['purchase', 'purchase', 'visit', 'unheard of', 'größe 🚀', '', null, 5]);
  if (random.chance(0.2)) return key;
  return {
    key,
    ...(random.chance(0.3) ? {} : { value: random.pick([0, 1, -12.5, 13_200, 1e21, null, undefined, NaN]) }),
    ...(random.chance(0.3) ? {} : { properties: propertiesOf(random) }),
  };
}

/** What a caller might pass as properties. */
export function propertiesOf(random: Random): unknown {
  return random.pick<unknown>([
    { plan: 'gold', price: 12.5, first: true },
    { 'größe 🚀': '"quoted" \\ größe\n', '': 'no name', ['k'.repeat(129)]: 'a long name' },
    { list: ['a', 5, true, null, 'x'.repeat(1_025)], empty: [], texts: ['', 'a'] },
    { nothing: null, missing: undefined, nested: { a: 1 }, date: new Date(0), no: NaN, endless: Infinity },
    { long: 'x'.repeat(1_025), longest: 'x'.repeat(1_024) },
    { $system: { a: 1 }, $long: 'x'.repeat(2_000), $list: ['a', true] },
    Object.fromEntries(Array.from({ length: 140 }, (_, at) => [`p${at}`, at])),
    {},
    null,
    undefined,
  ]);
}

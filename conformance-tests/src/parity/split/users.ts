import type { Random } from '../random.js';
import type { Closure } from './closure.js';
import { keyAtEdge } from './edges.js';
import { knownKeys } from './keys.js';
import { kindOf } from './matchers/kinds.js';

/** Who is asked for: whatever a caller might pass. */
export interface User {
  readonly key: unknown;
  readonly attributes: unknown;
}

/** A user of whom something may be what is asked for, or almost. */
export function makeUser(random: Random, { flags, matchers, ruleBasedSegments }: Closure): User {
  const values: Record<string, unknown> = {};
  const keys = ruleBasedSegments.flatMap(({ excluded }) => random.some(excluded?.keys ?? [], 0, 1));
  for (const matcher of random.shuffled(matchers)) {
    const value = random.chance(0.1) ? junk(random) : kindOf(matcher)?.aim(random, matcher);
    const attribute = matcher.keySelector?.attribute ?? undefined;
    if (attribute === undefined) {
      if (typeof value === 'string') keys.push(value);
    } else if (random.chance(0.07)) {
      values[attribute] = undefined;
    } else if (random.chance(0.95)) {
      values[attribute] = value;
    }
  }
  const bucketing = (): string =>
    flags.length > 0 && random.chance(0.4) ? keyAtEdge(random, random.pick(flags)) : plainKey(random);
  return { key: keyOf(random, keys, bucketing), attributes: attributesOf(random, values) };
}

function junk(random: Random): unknown {
  return random.pick<unknown>([
    null,
    '',
    ' ',
    'ana',
    '12',
    0,
    5,
    NaN,
    Infinity,
    true,
    [],
    [''],
    ['ana'],
    ['a', 'b'],
    ['a', 5],
    [true],
    [null, undefined],
    [['a'], { b: 1 }],
    -0,
    {},
    { a: 1 },
    new Date(NaN),
    new Set(['a', 'b']),
    new Map([['a', 1]]),
  ]);
}

/** Half of a surrogate pair that is not at the end: no SDK is asked about it (spec §2.3). */
const LONE_SURROGATE = /\p{Surrogate}(?!$)/u;

function keyOf(random: Random, aimed: readonly string[], bucketing: () => string): unknown {
  const usable = aimed.filter((key) => !LONE_SURROGATE.test(key));
  const text = (): string => (usable.length > 0 && random.chance(0.5) ? random.pick(usable) : plainKey(random));
  return random.weighted<() => unknown>([
    [50, text],
    [40, () => ({ matchingKey: text(), bucketingKey: bucketing() })],
    [2, () => random.pick<unknown>([12, 1.5, -3, 'ana\ud83d', { matchingKey: 12, bucketingKey: 7 }])],
    [2, () => random.pick([' ana ', '\tuser-1\n', '\u00a0ab\ufeff', { matchingKey: ' ana', bucketingKey: 'ab ' }])],
    [1, () => noKey(random)],
  ])();
}

function plainKey(random: Random): string {
  if (random.chance(0.4)) return random.pick(knownKeys);
  const alphabet = random.pick(['abcdefghij0123456789-_@.', 'äöüßéñαβγжя', '日本語한국어ไทย', '🚀🏳🎉𐍈abc']);
  return Array.from({ length: random.int(1, 24) }, () => random.pick(Array.from(alphabet))).join('');
}

function noKey(random: Random): unknown {
  const noText = [null, undefined, NaN, Infinity, true, [], {}, '', '  ', 'x'.repeat(251)];
  return random.pick<unknown>([
    ...noText,
    { matchingKey: 'ana' },
    { matchingKey: 'ana', bucketingKey: '' },
    new Date(0),
  ]);
}

class Person {
  readonly age = 5;
}

function attributesOf(random: Random, values: Record<string, unknown>): unknown {
  if (random.chance(0.97)) return values;
  return random.pick<unknown>([
    undefined,
    null,
    {},
    [],
    'text',
    new Map(Object.entries(values)),
    new Person(),
    Object.assign(Object.create(null) as object, values),
  ]);
}

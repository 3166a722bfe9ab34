import { murmur3, slotBucket } from '@polyflag/core-engine';
import type { BucketWire, ConditionWire } from '@polyflag/emulators';
import type { Random } from '../../random.js';
import type { Closure } from '../closure.js';
import { identifierTypes, inheritedNames, knownIds } from './names.js';
import { operandOf } from './operands.js';
import { valueTypes } from './words.js';

/** A user of whom something may be what is asked for, or almost: whatever a caller might pass. */
export function makeUser(random: Random, closure: Closure): unknown {
  return random.weighted<() => unknown>([
    [12, () => idFor(random, closure)],
    [25, () => ({ id: idFor(random, closure), properties: propertiesFor(random, closure, 'USER_PROPERTY') })],
    [25, () => wholeUser(random, closure)],
    [1, () => oddUser(random)],
  ])();
}

function wholeUser(random: Random, closure: Closure): Record<string, unknown> {
  const user: Record<string, unknown> = {};
  const maybe = (share: number, field: string, make: () => unknown): void => {
    if (random.chance(share)) user[field] = random.chance(0.04) ? oddId(random) : make();
  };
  maybe(0.7, 'id', () => idFor(random, closure));
  maybe(0.5, 'userId', () => idFor(random, closure));
  maybe(0.5, 'deviceId', () => idFor(random, closure));
  maybe(0.1, 'sessionId', () => idFor(random, closure));
  if (random.chance(0.5)) {
    const types = random.some(identifierTypes, 1, 4);
    user.identifiers = Object.fromEntries(
      types.map((type) => [type, random.chance(0.04) ? oddId(random) : idFor(random, closure)]),
    );
  }
  if (random.chance(0.85)) user.properties = propertiesFor(random, closure, 'USER_PROPERTY');
  if (random.chance(0.5)) user.hackleProperties = propertiesFor(random, closure, 'HACKLE_PROPERTY');
  return user;
}

function oddId(random: Random): unknown {
  return random.pick<unknown>([
    0,
    12,
    -1.5,
    NaN,
    Infinity,
    '',
    ' ',
    '\t\n',
    null,
    undefined,
    true,
    {},
    'x'.repeat(513),
  ]);
}

function oddUser(random: Random): unknown {
  return random.pick<unknown>([null, undefined, '', '  ', 12, true, {}, [], { id: 12 }, { properties: {} }]);
}

/** An id that overrides or segments name, or that lies on an edge of a bucket, or any. */
function idFor(random: Random, { experiments, conditions, buckets }: Closure): string {
  return random.weighted<() => string>([
    [3, () => random.pick(knownIds)],
    [3, () => (buckets.length === 0 ? random.pick(knownIds) : idAtEdge(random, random.pick(buckets)))],
    [
      2,
      () =>
        named(
          random,
          experiments.flatMap(({ execution }) => (execution?.userOverrides ?? []).map(({ userId }) => userId)),
        ),
    ],
    [
      2,
      () =>
        named(
          random,
          conditions.filter(({ key }) => key.type === 'USER_ID').flatMap(({ match }) => match.values),
        ),
    ],
    [3, () => `anybody-${random.int(0, 100_000)}`],
  ])();
}

function named(random: Random, ids: readonly unknown[]): string {
  const texts = ids.filter((id) => typeof id === 'string');
  return texts.length === 0 ? random.pick(knownIds) : random.pick(texts);
}

/** An id whose slot is the first or the last of one of the bucket's, or just past it. */
function idAtEdge(random: Random, { seed, slotSize, slots }: BucketWire): string {
  const edges = slots.flatMap(({ startInclusive, endExclusive }) => [startInclusive, endExclusive]);
  const wanted = (edges.length === 0 ? 0 : random.pick(edges)) - random.int(0, 1);
  const first = random.int(0, 1_000_000);
  for (let at = first; at < first + 3 * slotSize; at += 1) {
    const id = `edge-${at}`;
    if (slotBucket(murmur3(id, seed), slotSize) === wanted) return id;
  }
  return `edge-${first}`;
}

function propertiesFor(
  random: Random,
  { conditions }: Closure,
  type: 'USER_PROPERTY' | 'HACKLE_PROPERTY',
): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const condition of random.shuffled(conditions.filter(({ key }) => key.type.toUpperCase() === type))) {
    const { name } = condition.key;
    // Of what is inherited no own value is needed, and `__proto__` cannot be set like this.
    if ((inheritedNames as readonly string[]).includes(name) || random.chance(0.1)) continue;
    properties[name] = valueFor(random, condition);
  }
  return properties;
}

/** A value that a condition may match, or just not. */
function valueFor(random: Random, { match }: ConditionWire): unknown {
  const { valueType, values } = match;
  const type = valueTypes.find((known) => known === valueType.toUpperCase()) ?? 'STRING';
  const operand = values.length > 0 && random.chance(0.85) ? random.pick(values) : operandOf(random, type);
  return random.weighted<() => unknown>([
    [8, () => operand],
    [6, () => near(random, operand)],
    [3, () => String(operand)],
    [type === 'VERSION' ? 9 : 2, () => operandOf(random, type)],
    [2, () => [near(random, operand), operandOf(random, type)].slice(random.int(0, 1))],
    [1, () => [operand]],
    [1, () => junk(random)],
  ])();
}

function near(random: Random, operand: unknown): unknown {
  if (typeof operand === 'number') return operand + random.pick([-1, 1, 0.5, -0.25, 100]);
  if (typeof operand === 'boolean') return !operand;
  const text = String(operand);
  return random.pick([`${text}tail`, `head${text}`, text.slice(1), text.slice(0, -1), text.toUpperCase(), ` ${text}`]);
}

function junk(random: Random): unknown {
  return random.pick<unknown>([
    null,
    undefined,
    '',
    0,
    -0,
    NaN,
    Infinity,
    true,
    [],
    [''],
    [null, true, {}],
    ['a', 5, NaN],
    {},
    { a: 1 },
    new Date(0),
    'x'.repeat(1_025),
    ['x'.repeat(1_025)],
  ]);
}

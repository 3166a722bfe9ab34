import type { ConditionWire, TargetWire } from '@polyflag/emulators';
import { operators, valueTypes, type KeyType, type Operator, type ValueType } from './words.js';
import type { Random } from '../../random.js';
import { inheritedNames, identifierTypes, knownIds, propertyNames } from './names.js';
import { operandsOf } from './operands.js';

/** What conditions may refer to. */
export interface Scope {
  readonly segments: readonly string[];
  readonly experiments: readonly number[];
  readonly flags: readonly number[];
}

/** Where a condition stands (spec §2.3). */
export type Place = 'override' | 'targeting' | 'segment';

const types: Readonly<Record<Place, readonly (readonly [weight: number, type: KeyType])[]>> = {
  override: [[1, 'SEGMENT']],
  targeting: [
    [20, 'USER_PROPERTY'],
    [3, 'HACKLE_PROPERTY'],
    [4, 'SEGMENT'],
    [4, 'AB_TEST'],
    [4, 'FEATURE_FLAG'],
    [1, 'EVENT_PROPERTY'],
    [1, 'COHORT'],
    [1, 'NUMBER_OF_EVENTS_IN_DAYS'],
    [1, 'NUMBER_OF_EVENTS_WITH_PROPERTY_IN_DAYS'],
  ],
  segment: [
    [10, 'USER_PROPERTY'],
    [8, 'USER_ID'],
    [2, 'HACKLE_PROPERTY'],
  ],
};

/** Conditions of which all must hold. */
export function makeTarget(random: Random, place: Place, scope: Scope): TargetWire {
  if (random.chance(0.004)) return { conditions: [] };
  const length = random.weighted([
    [6, 1],
    [3, 2],
    [1, 3],
  ]);
  return { conditions: Array.from({ length }, () => spoilt(random, place, makeCondition(random, place, scope))) };
}

function makeCondition(random: Random, place: Place, scope: Scope): ConditionWire {
  const type = random.weighted(types[place]);
  const match = random.chance(0.25) ? 'NOT_MATCH' : 'MATCH';
  const condition = (name: string, operator: Operator, valueType: ValueType, values: unknown[]): ConditionWire => ({
    key: { type, name },
    match: { type: match, operator, valueType, values },
  });
  const valueType = random.pick(valueTypes);
  const operator = random.chance(0.3) ? 'IN' : random.pick(operators);
  switch (type) {
    case 'USER_PROPERTY':
    case 'HACKLE_PROPERTY':
    case 'EVENT_PROPERTY': {
      const name = random.chance(0.02) ? random.pick(inheritedNames) : random.pick(propertyNames[valueType]);
      return condition(name, operator, valueType, operandsOf(random, valueType));
    }
    case 'USER_ID':
      return condition(random.pick(identifierTypes), operator, 'STRING', random.some([...knownIds, 'u', '1'], 1, 4));
    case 'SEGMENT':
      return condition('SEGMENT', 'IN', 'STRING', segmentsOf(random, scope));
    case 'AB_TEST':
      return condition(keyOf(random, scope.experiments), operator, 'STRING', random.some(['A', 'B', 'C', 'D'], 1, 3));
    case 'FEATURE_FLAG':
      return condition(keyOf(random, scope.flags), operator, 'BOOLEAN', [random.chance(0.7)]);
    case 'COHORT':
      return condition('COHORT', 'IN', 'NUMBER', [random.int(1, 9)]);
    case 'NUMBER_OF_EVENTS_IN_DAYS':
    case 'NUMBER_OF_EVENTS_WITH_PROPERTY_IN_DAYS': {
      const name = random.chance(0.9) ? '{"eventKey":"purchase","days":7}' : 'no JSON';
      return condition(name, operator, 'NUMBER', [random.pick([-1, 0, 1, 3, '0', '2'])]);
    }
  }
}

function segmentsOf(random: Random, { segments }: Scope): unknown[] {
  const keys: unknown[] = random.some(segments, 1, 3);
  return random.chance(0.02) ? [...keys, random.pick<unknown>(['nowhere', 5])] : keys;
}

function keyOf(random: Random, keys: readonly number[]): string {
  if (keys.length === 0 || random.chance(0.03)) return random.pick(['99999', '99998']);
  return random.chance(0.01) ? 'no number' : String(random.pick(keys));
}

/** Now and then a condition with something that a server does not know, or must not know there (spec §2.4). */
function spoilt(random: Random, place: Place, condition: ConditionWire): ConditionWire {
  if (random.chance(0.98)) return condition;
  const { key, match } = condition;
  const inMatch = (more: Readonly<Record<string, unknown>>): ConditionWire => ({
    key,
    match: { ...match, ...more },
  });
  return random.weighted<() => ConditionWire>([
    [2, () => inMatch({ operator: 'LATER' })],
    [1, () => inMatch({ type: 'LATER' })],
    [1, () => ({ key: { ...key, type: 'LATER' as KeyType }, match })],
    [
      1,
      () => (place === 'segment' ? inMatch({ valueType: 'LATER' }) : { key: { type: 'USER_ID', name: '$id' }, match }),
    ],
    [8, () => inMatch({ valueType: random.pick(['URL', 'NULL', 'UNKNOWN']) })],
    [
      3,
      () => {
        const word = random.pick(['type', 'operator', 'valueType'] as const);
        return inMatch({ [word]: match[word].toLowerCase() });
      },
    ],
  ])();
}

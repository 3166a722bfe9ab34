import type { Random } from '../random.js';
import type { ConditionWire } from './wire.js';
import * as words from './words.js';

/** Every operator (spec §4.8), and with what it compares. */
export const operators: Readonly<Record<string, readonly string[]>> = {
  is: words.texts,
  'is not': words.texts,
  contains: words.texts,
  'does not contain': words.texts,
  less: words.numbers,
  'less or equal': words.numbers,
  greater: words.numbers,
  'greater or equal': words.numbers,
  'version less': words.versions,
  'version less or equal': words.versions,
  'version greater': words.versions,
  'version greater or equal': words.versions,
  'set is': words.elements,
  'set is not': words.elements,
  'set contains': words.elements,
  'set does not contain': words.elements,
  'set contains any': words.elements,
  'set does not contain any': words.elements,
  'regex match': words.patterns,
  'regex does not match': words.patterns,
};

/** A condition of any kind on anything. */
export function makeCondition(random: Random, others: readonly string[], op = operatorOf(random)): ConditionWire {
  if (random.chance(0.1)) return onCohorts(random);
  if (others.length > 0 && random.chance(0.2)) return onResult(random, others);
  const known = Object.hasOwn(operators, op) ? (operators[op] as readonly string[]) : words.texts;
  const values = random.some(known, 0, 3);
  if (random.chance(0.15)) values.push('(none)');
  if (values.length > 0 && random.chance(0.05)) values.push(values[0] as string);
  return { selector: makeSelector(random), op, values };
}

function operatorOf(random: Random): string {
  return random.chance(0.02)
    ? random.pick(['glob match', 'IS', '', 'constructor'])
    : random.pick(Object.keys(operators));
}

/** A path to something of the user or his groups, or to nothing. */
export function makeSelector(random: Random): string[] {
  return random.weighted<() => string[]>([
    [12, () => ['context', 'user', 'user_properties', random.pick(words.properties)]],
    [4, () => ['context', 'user', random.pick(words.fields)]],
    [3, () => ['context', 'groups', random.pick(words.groupTypes), 'group_name']],
    [3, () => ['context', 'groups', random.pick(words.groupTypes), 'group_properties', random.pick(words.properties)]],
    [1, () => ['context', 'user', 'user_properties', 'nested', random.pick(['a', 'list', 'ghost'])]],
    [1, () => ['context', 'user', 'user_properties', 'tags', random.pick(['0', '1', '00', 'length'])]],
    [1, () => ['context', 'user', 'cohort_ids']],
    [1, () => random.pick([[], ['context'], ['context', 'user'], ['context', 'groups'], ['context', 'groups', 'org']])],
    [0.5, () => ['context', 'user', 'user_properties', random.pick(['constructor', 'toString', 'hasOwnProperty'])]],
    [
      1,
      () =>
        random.pick([
          ['ghost'],
          ['context', 'ghost'],
          ['context', 'user', ''],
          ['context', 'user', 'groups'],
          ['result', 'ghost', 'key'],
        ]),
    ],
  ])();
}

function onCohorts(random: Random): ConditionWire {
  const selector = random.chance(0.6)
    ? ['context', 'user', 'cohort_ids']
    : ['context', 'groups', random.pick(words.groupTypes), 'cohort_ids'];
  const op = random.pick(['set contains any', 'set does not contain any']);
  return { selector, op, values: random.some([...words.cohortIds, '(none)'], 1, 2) };
}

function onResult(random: Random, others: readonly string[]): ConditionWire {
  const path = random.pick([
    ['key'],
    ['key'],
    ['key'],
    ['value'],
    ['payload', 'list'],
    ['metadata', 'segmentName'],
    ['more'],
  ]);
  const op = random.pick(['is', 'is not', 'contains', 'set contains any']);
  return {
    selector: ['result', random.pick(others), ...path],
    op,
    values: random.some(['on', 'off', 'a', 's1', '(none)'], 1, 2),
  };
}

import {
  pattern,
  type Condition,
  type OperatorName,
  type Test,
  type ValueSource,
  type ValueTypeName,
} from '@polyflag/core-engine';
import { cohortName, cohortOf, USERS } from '../wire/cohort-condition.js';
import type { Condition as WireCondition } from '../wire/flag.js';
import { place, sourceOf } from './source.js';

/** What stands among the values of a condition for a property that is not there (spec §4.9). */
const NONE = '(none)';

const always: Condition = { if: 'constant', value: true };
const never: Condition = { if: 'constant', value: false };

/** One of the inner lists holds as a whole (spec §4.6). */
export function anyOf(conditions: readonly (readonly WireCondition[])[]): Condition {
  const [only, ...more] = conditions.map(allOf);
  return only !== undefined && more.length === 0 ? only : { if: 'any', of: only === undefined ? [] : [only, ...more] };
}

function allOf(conditions: readonly WireCondition[]): Condition {
  const [only, ...more] = conditions.map(translateCondition);
  return only !== undefined && more.length === 0 ? only : { if: 'all', of: only === undefined ? [] : [only, ...more] };
}

/** One condition (spec §4.7, §4.8, §4.9). */
export function translateCondition(condition: WireCondition): Condition {
  if (cohortOf(condition) === USERS && condition.selector.length === 3) return userCohorts(condition);
  const source = sourceOf(condition.selector);
  return source === undefined ? (holdsForNone(condition) ? always : never) : compares(condition, source);
}

/** What compares a property that may not be there. */
function compares(condition: WireCondition, of: ValueSource): Condition {
  const test = comparison(condition, of);
  if (test === undefined) return never;
  if (!holdsForNone(condition)) return test;
  return { if: 'any', of: [{ if: 'not', of: present(of, 'json-text') }, test] };
}

/** What holds for a property that is there; `undefined`: nothing does. */
function comparison(condition: WireCondition, of: ValueSource): Condition | undefined {
  const { op, values } = condition;
  if (op === 'regex match' || op === 'regex does not match') return matches(of, values, op !== 'regex match');
  const known = Object.hasOwn(operators, op) ? operators[op] : undefined;
  if (known === undefined) return undefined;
  const [operator, as, negate = false] = known;
  if (!isSetType(as)) return test(of, operator, as, values, negate);
  const operands = operator === 'same-set' ? [...new Set(values)] : values;
  const relation: Test = { if: 'test', of, operator, as, values: operands };
  // What is no list fails the negative operators too.
  return negate ? { if: 'all', of: [present(of, as), { if: 'not', of: relation }] } : relation;
}

type Known = readonly [operator: OperatorName, as: ValueTypeName, negate?: true];

const operators: Readonly<Record<string, Known>> = {
  is: ['in', 'json-word'],
  'is not': ['in', 'json-word', true],
  contains: ['contains', 'json-lower'],
  'does not contain': ['contains', 'json-lower', true],
  less: ['below', 'js-number'],
  'less or equal': ['at-most', 'js-number'],
  greater: ['above', 'js-number'],
  'greater or equal': ['at-least', 'js-number'],
  'version less': ['below', 'loose-version'],
  'version less or equal': ['at-most', 'loose-version'],
  'version greater': ['above', 'loose-version'],
  'version greater or equal': ['at-least', 'loose-version'],
  'set is': ['same-set', 'json-set'],
  'set is not': ['same-set', 'json-set', true],
  'set contains': ['covers-set', 'json-words'],
  'set does not contain': ['covers-set', 'json-words', true],
  'set contains any': ['meets-set', 'json-words'],
  'set does not contain any': ['meets-set', 'json-words', true],
};

function isSetType(type: ValueTypeName): boolean {
  return type === 'json-set' || type === 'json-words';
}

/** Whether a condition holds for a property that is not there. */
function holdsForNone({ op, values }: WireCondition): boolean {
  switch (op) {
    case 'set is not':
    case 'regex match':
    case 'regex does not match':
      return false;
    default: {
      const [, , negate = false] = Object.hasOwn(operators, op) ? (operators[op] as Known) : [];
      return Object.hasOwn(operators, op) && values.includes(NONE) !== negate;
    }
  }
}

/** Regular expressions, asked in order; one that is invalid fails the evaluation when its turn comes (spec §4.8). */
function matches(of: ValueSource, values: readonly string[], negate: boolean): Condition {
  const asked: Condition = {
    ...test(of, 'matches', 'json-text', values, negate),
    ...(isAllValid(values) ? {} : invalid),
  };
  // Of an expression that is not run nothing is known, not even that it does not match (DECISIONS 31).
  return negate && values.some(isRefused) ? { if: 'all', of: [asked, never] } : asked;
}

const invalid = { invalid: 'fail' } as const;

function isAllValid(sources: readonly string[]): boolean {
  return sources.every((source) => pattern(source).kind !== 'invalid');
}

function isRefused(source: string): boolean {
  return pattern(source).kind === 'refused';
}

/** A condition on the cohorts of the user himself: he is looked up in them, and no list of his is built (spec §4.3). */
function userCohorts(condition: WireCondition): Condition {
  const members = condition.values.map((id): Condition => ({
    if: 'member',
    segment: cohortName(USERS, id),
    of: { from: 'key' },
  }));
  const identified: Condition = {
    if: 'test',
    of: { from: 'path', path: [place.identified] },
    operator: 'in',
    as: 'any',
    values: [true],
  };
  const stated = compares(condition, { from: 'path', path: [place.cohorts] });
  const byHimself: Condition = { if: 'all', of: [{ if: 'not', of: identified }, stated] };
  if (condition.op === 'set contains any') return { if: 'any', of: [...members, byHimself] };
  const none: Condition = { if: 'not', of: { if: 'any', of: members } };
  return { if: 'any', of: [{ if: 'all', of: [identified, none] }, byHimself] };
}

function present(of: ValueSource, as: ValueTypeName): Test {
  return { if: 'test', of, operator: 'present', as, values: [] };
}

/** Of a list one element suffices (spec §4.7). */
function test(
  of: ValueSource,
  operator: OperatorName,
  as: ValueTypeName,
  values: readonly string[],
  negate = false,
): Test {
  return { if: 'test', of, operator, as, values, each: 'json-list', ...(negate ? { negate } : {}) };
}

import {
  pattern,
  type Condition,
  type Json,
  type OperatorName,
  type Test,
  type ValueSource,
} from '@polyflag/core-engine';
import { isUnusable, type Clause, type Unusable } from '../wire/rules.js';
import { segmentIds } from './segment-ids.js';

const never: Condition = { if: 'constant', value: false };
const always: Condition = { if: 'constant', value: true };

/** A user without an attribute of that name. */
const missing: ValueSource = { from: 'constant', value: null };

/** The names of the built-in properties in a clause (spec §6.2); what is called so in another way does not exist. */
const builtIn: ReadonlyMap<string, ValueSource> = new Map<string, ValueSource>([
  ...['KeyId', 'key', 'keyid'].map((name): [string, ValueSource] => [name, { from: 'key' }]),
  ...['Name', 'name'].map((name): [string, ValueSource] => [name, { from: 'attribute', name: 'name' }]),
  ...['Email', 'email'].map((name): [string, ValueSource] => [name, { from: 'attribute', name: 'email' }]),
  ...['Country', 'country'].map((name): [string, ValueSource] => [name, { from: 'attribute', name: 'country' }]),
]);

const reserved: ReadonlySet<string> = new Set(['key', 'keyid', 'name', 'email', 'country']);

/** Whether a name, in whatever case, is one of the built-in properties': a custom property of that name is dropped. */
export function isReserved(name: string): boolean {
  return name.length <= 7 && reserved.has(name.toLowerCase());
}

/** All clauses hold, asked from left to right; without any, nobody matches (spec §6.5). */
export function allOf(clauses: readonly (Clause | Unusable)[]): Condition {
  const [only, ...more] = clauses.map(clauseHolds);
  if (only === undefined) return never;
  return more.length === 0 ? only : { if: 'all', of: [only, ...more] };
}

function clauseHolds(clause: Clause | Unusable): Condition {
  if (isUnusable(clause)) return { if: 'fail', code: 'GENERAL', message: clause.unusable };
  const { property, operation, value } = clause;
  const of = sourceOf(property);
  const operator = operation === '' ? property : operation;
  if (operator.includes('Than')) return compares(of, operation, value);
  switch (operator) {
    case 'Equal':
      return text(of, 'in', value);
    case 'NotEqual':
      return not(text(of, 'in', value));
    case 'Contains':
      return text(of, 'contains', value);
    case 'NotContain':
      return not(text(of, 'contains', value));
    case 'StartsWith':
      return text(of, 'starts-with', value);
    case 'EndsWith':
      return text(of, 'ends-with', value);
    case 'IsTrue':
      return test(of, 'in', 'boolean', true);
    case 'IsFalse':
      return test(of, 'in', 'boolean', false);
    case 'IsOneOf':
      return isOneOf(of, value);
    case 'NotOneOf':
      return not(isOneOf(of, value));
    case 'MatchRegex':
      return matches(of, value);
    case 'NotMatchRegex':
      return not(matches(of, value));
    case 'User is in segment':
      return inSegment(value);
    case 'User is not in segment':
      return not(inSegment(value));
    default:
      return never;
  }
}

function sourceOf(property: string): ValueSource {
  const source = builtIn.get(property);
  if (source !== undefined) return source;
  return isReserved(property) ? missing : { from: 'attribute', name: property };
}

function test(of: ValueSource, operator: OperatorName, as: Test['as'], ...values: Json[]): Condition {
  return { if: 'test', of, operator, as, values };
}

function not(condition: Condition): Condition {
  if (condition.if === 'constant') return condition.value ? never : always;
  return { if: 'not', of: condition };
}

/** An empty text is no text, on either side (spec §6.5). */
function text(of: ValueSource, operator: OperatorName, value: string): Condition {
  return value === '' ? never : test(of, operator, 'joined-text', value);
}

const comparisons: ReadonlyMap<string, OperatorName> = new Map([
  ['BiggerThan', 'above'],
  ['BiggerEqualThan', 'at-least'],
  ['LessThan', 'below'],
  ['LessEqualThan', 'at-most'],
]);

/** Spec §6.6. */
function compares(of: ValueSource, operation: string, value: string): Condition {
  const operator = comparisons.get(operation);
  return operator === undefined ? never : test(of, operator, 'rounded-float', value);
}

/** Of a list the texts count; within a text every part of it; of an object its names (spec §6.5). */
function isOneOf(of: ValueSource, value: string): Condition {
  const read = parsed(value);
  if (typeof read === 'string') return read === '' ? never : test(of, 'part-of', 'joined-text', read);
  if (typeof read !== 'object' || read === null) return never;
  const names: readonly unknown[] = Array.isArray(read) ? read : Object.keys(read);
  const texts = names.filter((name) => typeof name === 'string');
  return texts.length === 0 ? never : test(of, 'in', 'joined-text', ...texts);
}

/** An expression that is none fails the evaluation of whoever has the attribute (spec §6.5, DECISIONS 31). */
function matches(of: ValueSource, value: string): Condition {
  if (value === '') return never;
  const compiled = pattern(value, { ignoreCase: true });
  if (compiled.kind !== 'invalid') return test(of, 'matches-ignoring-case', 'joined-text', value);
  const message = `a regular expression is not valid: ${compiled.problem}`;
  return { if: 'all', of: [test(of, 'present', 'joined-text'), { if: 'fail', code: 'GENERAL', message }] };
}

/** Whatever goes wrong in a segment, nobody is in it (spec §6.7). */
function inSegment(value: string): Condition {
  const [only, ...more] = segmentIds(value).map((rule): Condition => ({ if: 'rule', rule }));
  if (only === undefined) return never;
  return { if: 'guard', of: more.length === 0 ? only : { if: 'any', of: [only, ...more] } };
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

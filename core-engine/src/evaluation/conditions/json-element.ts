import { fork, go, type Answer, type Branch, type Fork } from '../branch.js';
import { jsonList, jsonText, jsonWord, mayBeList, word } from '../json-values.js';
import { readOperands, relationOf, type OnProblem, type Relation } from '../operators.js';
import type { Test } from '../program.js';
import { readOf, type SourceScope } from '../sources.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';
import { coercion, type Coerce } from '../values.js';
import type { Check } from './check.js';

// Tests with `each: json-list`: a list, or text that is a JSON list, is asked element by element, without those that are null
// or empty. Text that is none is answered first.

/** The composed test. */
export function someJsonElement(condition: Test, scope: SourceScope, onProblem: OnProblem): Check {
  const read = readOf(condition.of, scope);
  const holds = holdsOf(condition, onProblem);
  return (subject, state) => {
    const value = read(subject, state);
    return typeof value === 'string' && !mayBeList(value) ? holds(value) : someHolds(value, holds);
  };
}

/** Whether a value that is no list stands in the test's relation, turned round where it is negated. */
function holdsOf({ as, operator, values, negate = false, invalid }: Test, onProblem: OnProblem): Relation {
  const coerce = coercion(as);
  const relation = relationOf(operator, as, values, onProblem, invalid);
  return compared(coerce, relation, !negate);
}

function compared(coerce: Coerce, relation: Relation, wanted: boolean): Relation {
  return (value) => {
    const read = coerce(value);
    return read !== undefined && relation(read) === wanted;
  };
}

function someHolds(value: unknown, holds: Relation): boolean {
  const list = jsonList(value);
  if (list === undefined) return holds(value);
  for (const element of list) if (jsonText(element) !== '' && holds(element)) return true;
  return false;
}

/** The fork of a test of an attribute, where its pair of operator and type is common; `undefined`: it has to be composed. */
export function jsonElementFork(name: string, condition: Test): Fork | undefined {
  const { as, operator, values, negate = false } = condition;
  if (as === 'json-word' && operator === 'in') {
    const operands = new Set(readOperands('json-word', values) as string[]);
    return negate
      ? fork(isNoWord, onNoWord, name, operands, undefined)
      : fork(isWord, onWord, name, operands, undefined);
  }
  return undefined;
}

type Words = ReadonlySet<string>;

function isWord(branch: Branch<Words>, subject: Subject): boolean {
  const value = subject.attributes[branch.name];
  if (typeof value === 'string' && !mayBeList(value))
    return branch.operand.has(value) || branch.operand.has(word(value));
  return someWord(value, branch.operand, true);
}

function onWord(branch: Branch<Words>, subject: Subject, state: State): Answer {
  const next = isWord(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

function isNoWord(branch: Branch<Words>, subject: Subject): boolean {
  const value = subject.attributes[branch.name];
  if (typeof value === 'string' && !mayBeList(value)) return !branch.operand.has(word(value));
  return someWord(value, branch.operand, false);
}

function onNoWord(branch: Branch<Words>, subject: Subject, state: State): Answer {
  const next = isNoWord(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

function someWord(value: unknown, operands: Words, wanted: boolean): boolean {
  const list = jsonList(value);
  if (list === undefined) {
    const text = jsonWord(value);
    return text !== undefined && operands.has(text) === wanted;
  }
  for (const element of list) {
    const text = jsonWord(element);
    if (text !== undefined && text !== '' && operands.has(text) === wanted) return true;
  }
  return false;
}

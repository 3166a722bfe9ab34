import { fork, go, type Answer, type Branch, type Fork } from '../branch.js';
import { jsNumber, jsonText, jsonWord, mayBeList, word } from '../json-values.js';
import { readOperands } from '../operators.js';
import type { Test } from '../program.js';
import { inheritedName, ownValue } from '../sources.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';
import { someHolds } from './json-element.js';

// The tests with JSON types that make up most real rules, each one kind of branch: what is no list is answered without a call.
// Their `other` says which of the two tables is read.

type Table = 'attributes' | 'extra';

/** The fork of a test of an attribute whose pair of operator and type is common; `undefined`: it has to be composed. */
export function jsonFork({ of, as, operator, values, each, negate = false }: Test): Fork | undefined {
  if ((of.from !== 'attribute' && of.from !== 'extra') || inheritedName(of.name)) return undefined;
  const table: Table = of.from === 'extra' ? 'extra' : 'attributes';
  if (operator === 'present' && as === 'json-text' && each === undefined && !negate)
    return fork(isPresent, onPresent, of.name, undefined, table);
  if (each !== 'json-list') return undefined;
  if (as === 'json-word' && operator === 'in') {
    const words = wordsOf(readOperands(as, values) as string[]);
    return negate ? fork(isOther, onOther, of.name, words, table) : fork(isWord, onWord, of.name, words, table);
  }
  const [operand, ...more] = as === 'js-number' && !negate ? (readOperands(as, values) as number[]) : [];
  if (operand === undefined || more.length > 0) return undefined;
  switch (operator) {
    case 'at-least':
      return fork(isAtLeast, onAtLeast, of.name, operand, table);
    case 'at-most':
      return fork(isAtMost, onAtMost, of.name, operand, table);
    case 'above':
      return fork(isAbove, onAbove, of.name, operand, table);
    case 'below':
      return fork(isBelow, onBelow, of.name, operand, table);
    default:
      return undefined;
  }
}

/** One word is kept as it is: a set of one weighs ten times as much. */
type Words = string | ReadonlySet<string>;

function wordsOf(operands: readonly string[]): Words {
  const [only] = operands;
  return only !== undefined && operands.length === 1 ? only : new Set(operands);
}

function hasWord(words: Words, text: string): boolean {
  return typeof words === 'string' ? words === text : words.has(text);
}

function valueOf({ name, other }: Branch<unknown, Table>, subject: Subject): unknown {
  return other === 'attributes' ? subject.attributes[name] : ownValue(subject.extra, name);
}

function isPresent(branch: Branch<undefined, Table>, subject: Subject): boolean {
  const value = valueOf(branch, subject);
  return typeof value === 'string' || (value !== undefined && jsonText(value) !== undefined);
}

function onPresent(branch: Branch<undefined, Table>, subject: Subject, state: State): Answer {
  const next = isPresent(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

function isWord(branch: Branch<Words, Table>, subject: Subject): boolean {
  const value = valueOf(branch, subject);
  const words = branch.operand;
  if (typeof value === 'string' && !mayBeList(value)) return hasWord(words, word(value));
  return someHolds(value, (element) => {
    const text = jsonWord(element);
    return text !== undefined && hasWord(words, text);
  });
}

function onWord(branch: Branch<Words, Table>, subject: Subject, state: State): Answer {
  const next = isWord(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

function isOther(branch: Branch<Words, Table>, subject: Subject): boolean {
  const value = valueOf(branch, subject);
  const words = branch.operand;
  if (typeof value === 'string' && !mayBeList(value)) return !hasWord(words, word(value));
  return someHolds(value, (element) => {
    const text = jsonWord(element);
    return text !== undefined && !hasWord(words, text);
  });
}

function onOther(branch: Branch<Words, Table>, subject: Subject, state: State): Answer {
  const next = isOther(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

// A comparison with NaN is false: what cannot be read as a number answers as it must without a test of its own.

function isAtLeast(branch: Branch<number, Table>, subject: Subject): boolean {
  const value = valueOf(branch, subject);
  if (typeof value === 'number') return value >= branch.operand;
  return someHolds(value, (element) => (jsNumber(element) ?? NaN) >= branch.operand);
}

function onAtLeast(branch: Branch<number, Table>, subject: Subject, state: State): Answer {
  const next = isAtLeast(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

function isAtMost(branch: Branch<number, Table>, subject: Subject): boolean {
  const value = valueOf(branch, subject);
  if (typeof value === 'number') return value <= branch.operand;
  return someHolds(value, (element) => (jsNumber(element) ?? NaN) <= branch.operand);
}

function onAtMost(branch: Branch<number, Table>, subject: Subject, state: State): Answer {
  const next = isAtMost(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

function isAbove(branch: Branch<number, Table>, subject: Subject): boolean {
  const value = valueOf(branch, subject);
  if (typeof value === 'number') return value > branch.operand;
  return someHolds(value, (element) => (jsNumber(element) ?? NaN) > branch.operand);
}

function onAbove(branch: Branch<number, Table>, subject: Subject, state: State): Answer {
  const next = isAbove(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

function isBelow(branch: Branch<number, Table>, subject: Subject): boolean {
  const value = valueOf(branch, subject);
  if (typeof value === 'number') return value < branch.operand;
  return someHolds(value, (element) => (jsNumber(element) ?? NaN) < branch.operand);
}

function onBelow(branch: Branch<number, Table>, subject: Subject, state: State): Answer {
  const next = isBelow(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

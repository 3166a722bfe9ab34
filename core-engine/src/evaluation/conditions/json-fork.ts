import { fork, type Fork } from '../branch.js';
import { NO, YES, type Answer, type Code, type Follow, type Way } from '../code.js';
import { jsonText, jsonWord, mayBeList, word } from '../json-values.js';
import { readOperands } from '../operators.js';
import type { Test } from '../program.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';
import { someHolds } from './json-element.js';
import { orderFork } from './json-order-fork.js';
import { partFork } from './json-part-fork.js';
import { jsonSource, NAME, OPERAND, TABLE, valueElsewhere } from './json-source.js';

// The tests with JSON types that make up most real rules, each one kind of branch: what is no list is answered without a call.
// A part of it says which of the tables is read; every kind has the reading of an attribute to itself.

/** The fork of a test of an attribute whose pair of operator and type is common; `undefined`: it has to be composed. */
export function jsonFork({ of, as, operator, values, each, negate = false }: Test): Fork | undefined {
  const source = jsonSource(of);
  if (source === undefined) return undefined;
  const { name, table } = source;
  if (operator === 'present' && as === 'json-text' && each === undefined && !negate)
    return fork(isPresent, onPresent, name, undefined, table);
  if (each !== 'json-list') return undefined;
  if (as === 'json-word' && operator === 'in') {
    const words = wordsOf(readOperands(as, values) as string[]);
    return negate ? fork(isOther, onOther, name, words, table) : fork(isWord, onWord, name, words, table);
  }
  if (as === 'json-lower' && operator === 'contains')
    return partFork(source, readOperands(as, values) as string[], negate);
  const [operand, ...more] = as === 'js-number' && !negate ? (readOperands(as, values) as number[]) : [];
  return operand === undefined || more.length > 0 ? undefined : orderFork(source, operator, operand);
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

function isPresent(code: Code, at: number, subject: Subject): boolean {
  const value =
    code[at + TABLE] === 'attributes'
      ? subject.attributes[code[at + NAME] as string]
      : valueElsewhere(code, at, subject);
  return typeof value === 'string' || (value !== undefined && jsonText(value) !== undefined);
}

function onPresent(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isPresent(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function isWord(code: Code, at: number, subject: Subject): boolean {
  const value =
    code[at + TABLE] === 'attributes'
      ? subject.attributes[code[at + NAME] as string]
      : valueElsewhere(code, at, subject);
  const words = code[at + OPERAND] as Words;
  if (typeof value === 'string' && !mayBeList(value)) return hasWord(words, word(value));
  return typeof value === 'boolean' ? hasWord(words, value ? 'true' : 'false') : someHolds(value, isOneOf, words);
}

function isOneOf(element: unknown, words: Words): boolean {
  const text = jsonWord(element);
  return text !== undefined && hasWord(words, text);
}

function onWord(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isWord(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function isOther(code: Code, at: number, subject: Subject): boolean {
  const value =
    code[at + TABLE] === 'attributes'
      ? subject.attributes[code[at + NAME] as string]
      : valueElsewhere(code, at, subject);
  const words = code[at + OPERAND] as Words;
  if (typeof value === 'string' && !mayBeList(value)) return !hasWord(words, word(value));
  return typeof value === 'boolean' ? !hasWord(words, value ? 'true' : 'false') : someHolds(value, isNoneOf, words);
}

function isNoneOf(element: unknown, words: Words): boolean {
  const text = jsonWord(element);
  return text !== undefined && !hasWord(words, text);
}

function onOther(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isOther(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

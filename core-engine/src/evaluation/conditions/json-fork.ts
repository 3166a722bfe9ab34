import { fork, type Fork } from '../branch.js';
import { FIRST, NO, SECOND, THIRD, YES, type Answer, type Code, type Follow, type Way } from '../code.js';
import { jsNumber, jsonText, jsonWord, mayBeList, word } from '../json-values.js';
import { readOperands } from '../operators.js';
import type { Test } from '../program.js';
import { inheritedName, ownValue } from '../sources.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';
import { someHolds } from './json-element.js';

// The tests with JSON types that make up most real rules, each one kind of branch: what is no list is answered without a call.
// A part of it says which of the two tables is read.

const NAME = FIRST;
const OPERAND = SECOND;
const TABLE = THIRD;

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

function valueOf(code: Code, at: number, subject: Subject): unknown {
  const name = code[at + NAME] as string;
  return code[at + TABLE] === 'attributes' ? subject.attributes[name] : ownValue(subject.extra, name);
}

function isPresent(code: Code, at: number, subject: Subject): boolean {
  const value = valueOf(code, at, subject);
  return typeof value === 'string' || (value !== undefined && jsonText(value) !== undefined);
}

function onPresent(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isPresent(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function isWord(code: Code, at: number, subject: Subject): boolean {
  const value = valueOf(code, at, subject);
  const words = code[at + OPERAND] as Words;
  if (typeof value === 'string' && !mayBeList(value)) return hasWord(words, word(value));
  return someHolds(value, (element) => {
    const text = jsonWord(element);
    return text !== undefined && hasWord(words, text);
  });
}

function onWord(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isWord(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function isOther(code: Code, at: number, subject: Subject): boolean {
  const value = valueOf(code, at, subject);
  const words = code[at + OPERAND] as Words;
  if (typeof value === 'string' && !mayBeList(value)) return !hasWord(words, word(value));
  return someHolds(value, (element) => {
    const text = jsonWord(element);
    return text !== undefined && !hasWord(words, text);
  });
}

function onOther(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isOther(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

// A comparison with NaN is false: what cannot be read as a number answers as it must without a test of its own.

function isAtLeast(code: Code, at: number, subject: Subject): boolean {
  const value = valueOf(code, at, subject);
  const operand = code[at + OPERAND] as number;
  if (typeof value === 'number') return value >= operand;
  return someHolds(value, (element) => (jsNumber(element) ?? NaN) >= operand);
}

function onAtLeast(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isAtLeast(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function isAtMost(code: Code, at: number, subject: Subject): boolean {
  const value = valueOf(code, at, subject);
  const operand = code[at + OPERAND] as number;
  if (typeof value === 'number') return value <= operand;
  return someHolds(value, (element) => (jsNumber(element) ?? NaN) <= operand);
}

function onAtMost(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isAtMost(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function isAbove(code: Code, at: number, subject: Subject): boolean {
  const value = valueOf(code, at, subject);
  const operand = code[at + OPERAND] as number;
  if (typeof value === 'number') return value > operand;
  return someHolds(value, (element) => (jsNumber(element) ?? NaN) > operand);
}

function onAbove(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isAbove(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function isBelow(code: Code, at: number, subject: Subject): boolean {
  const value = valueOf(code, at, subject);
  const operand = code[at + OPERAND] as number;
  if (typeof value === 'number') return value < operand;
  return someHolds(value, (element) => (jsNumber(element) ?? NaN) < operand);
}

function onBelow(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isBelow(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

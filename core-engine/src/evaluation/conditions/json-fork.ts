import { fork, type Fork } from '../branch.js';
import { FIRST, NO, SECOND, THIRD, YES, type Answer, type Code, type Follow, type Way } from '../code.js';
import { hasPart, isAscii, jsNumber, jsonText, jsonWord, mayBeList, word } from '../json-values.js';
import { readOperands } from '../operators.js';
import type { Test, ValueSource } from '../program.js';
import { inheritedName } from '../sources.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';
import { someHolds } from './json-element.js';

// The tests with JSON types that make up most real rules, each one kind of branch: what is no list is answered without a call.
// A part of it says which of the tables is read; every kind has the reading of an attribute to itself.

const NAME = FIRST;
const OPERAND = SECOND;
const TABLE = THIRD;

type Table = 'attributes' | 'identifiers' | 'extra';

const tables: Readonly<Partial<Record<ValueSource['from'], Table>>> = {
  attribute: 'attributes',
  identifier: 'identifiers',
  extra: 'extra',
};

/** The fork of a test of an attribute whose pair of operator and type is common; `undefined`: it has to be composed. */
export function jsonFork({ of, as, operator, values, each, negate = false }: Test): Fork | undefined {
  const table = tables[of.from];
  if (table === undefined || !('name' in of) || inheritedName(of.name)) return undefined;
  if (operator === 'present' && as === 'json-text' && each === undefined && !negate)
    return fork(isPresent, onPresent, of.name, undefined, table);
  if (each !== 'json-list') return undefined;
  if (as === 'json-word' && operator === 'in') {
    const words = wordsOf(readOperands(as, values) as string[]);
    return negate ? fork(isOther, onOther, of.name, words, table) : fork(isWord, onWord, of.name, words, table);
  }
  if (as === 'json-lower' && operator === 'contains') {
    const parts = readOperands(as, values) as string[];
    if (!parts.every(isAscii)) return undefined;
    return negate
      ? fork(isWithout, onWithout, of.name, parts, table)
      : fork(isContaining, onContaining, of.name, parts, table);
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

/** What stands under the name in another table than the attributes. */
function valueElsewhere(code: Code, at: number, subject: Subject): unknown {
  const name = code[at + NAME] as string;
  return code[at + TABLE] === 'identifiers' ? subject.identifiers[name] : subject.extra[name];
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

// Parts are in lower case and ASCII, so that a text which has one as it stands has it in lower case too.

function isContaining(code: Code, at: number, subject: Subject): boolean {
  const value =
    code[at + TABLE] === 'attributes'
      ? subject.attributes[code[at + NAME] as string]
      : valueElsewhere(code, at, subject);
  const parts = code[at + OPERAND] as readonly string[];
  if (typeof value === 'string' && !mayBeList(value)) return hasPart(value, parts);
  return someHolds(value, contains, parts);
}

function contains(element: unknown, parts: readonly string[]): boolean {
  const text = jsonText(element);
  return text !== undefined && hasPart(text, parts);
}

function onContaining(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isContaining(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function isWithout(code: Code, at: number, subject: Subject): boolean {
  const value =
    code[at + TABLE] === 'attributes'
      ? subject.attributes[code[at + NAME] as string]
      : valueElsewhere(code, at, subject);
  const parts = code[at + OPERAND] as readonly string[];
  if (typeof value === 'string' && !mayBeList(value)) return !hasPart(value, parts);
  return someHolds(value, isFree, parts);
}

function isFree(element: unknown, parts: readonly string[]): boolean {
  const text = jsonText(element);
  return text !== undefined && !hasPart(text, parts);
}

function onWithout(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isWithout(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

// A comparison with NaN is false: what cannot be read as a number answers as it must without a test of its own.

function isAtLeast(code: Code, at: number, subject: Subject): boolean {
  const value =
    code[at + TABLE] === 'attributes'
      ? subject.attributes[code[at + NAME] as string]
      : valueElsewhere(code, at, subject);
  const operand = code[at + OPERAND] as number;
  if (typeof value === 'number') return value >= operand;
  return someHolds(value, atLeast, operand);
}

function atLeast(element: unknown, operand: number): boolean {
  return (jsNumber(element) ?? NaN) >= operand;
}

function onAtLeast(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isAtLeast(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function isAtMost(code: Code, at: number, subject: Subject): boolean {
  const value =
    code[at + TABLE] === 'attributes'
      ? subject.attributes[code[at + NAME] as string]
      : valueElsewhere(code, at, subject);
  const operand = code[at + OPERAND] as number;
  if (typeof value === 'number') return value <= operand;
  return someHolds(value, atMost, operand);
}

function atMost(element: unknown, operand: number): boolean {
  return (jsNumber(element) ?? NaN) <= operand;
}

function onAtMost(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isAtMost(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function isAbove(code: Code, at: number, subject: Subject): boolean {
  const value =
    code[at + TABLE] === 'attributes'
      ? subject.attributes[code[at + NAME] as string]
      : valueElsewhere(code, at, subject);
  const operand = code[at + OPERAND] as number;
  if (typeof value === 'number') return value > operand;
  return someHolds(value, above, operand);
}

function above(element: unknown, operand: number): boolean {
  return (jsNumber(element) ?? NaN) > operand;
}

function onAbove(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isAbove(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function isBelow(code: Code, at: number, subject: Subject): boolean {
  const value =
    code[at + TABLE] === 'attributes'
      ? subject.attributes[code[at + NAME] as string]
      : valueElsewhere(code, at, subject);
  const operand = code[at + OPERAND] as number;
  if (typeof value === 'number') return value < operand;
  return someHolds(value, below, operand);
}

function below(element: unknown, operand: number): boolean {
  return (jsNumber(element) ?? NaN) < operand;
}

function onBelow(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isBelow(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

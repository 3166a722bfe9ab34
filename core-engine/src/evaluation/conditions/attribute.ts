import { fork, type Fork } from '../branch.js';
import { FIRST, NO, SECOND, THIRD, YES, type Answer, type Code, type Follow, type Way } from '../code.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';
import { boolean, joinedText, number } from '../values.js';

// The pairs of operator and type that make up most real rules, each fused with the reading of an attribute into one kind of
// branch. Every kind has its whole text to itself, the way on included: its machine code sees few shapes. The values that need
// no coercion are answered first.

const NAME = FIRST;
const OPERAND = SECOND;
const OTHER = THIRD;

// No text is compared with an empty operand: an empty text is none, and equals nothing.

export function attributeIsText(name: string, operand: string): Fork {
  return fork(isText, onIsText, name, operand);
}

function isText(code: Code, at: number, subject: Subject): boolean {
  const operand = code[at + OPERAND];
  const value = subject.attributes[code[at + NAME] as string];
  const text = typeof value === 'string' || value === undefined ? value : joinedText(value);
  return text === operand;
}

function onIsText(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isText(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeIsEitherText(name: string, one: string, other: string): Fork {
  return fork(isEitherText, onIsEitherText, name, one, other);
}

function isEitherText(code: Code, at: number, subject: Subject): boolean {
  const one = code[at + OPERAND];
  const other = code[at + OTHER];
  const value = subject.attributes[code[at + NAME] as string];
  const text = typeof value === 'string' || value === undefined ? value : joinedText(value);
  return text === one || text === other;
}

function onIsEitherText(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isEitherText(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeIsOneOfTexts(name: string, operands: ReadonlySet<unknown>): Fork {
  return fork(isOneOfTexts, onIsOneOfTexts, name, operands);
}

function isOneOfTexts(code: Code, at: number, subject: Subject): boolean {
  const operands = code[at + OPERAND] as ReadonlySet<unknown>;
  const value = subject.attributes[code[at + NAME] as string];
  const text = typeof value === 'string' || value === undefined ? value : joinedText(value);
  return operands.has(text);
}

function onIsOneOfTexts(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isOneOfTexts(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeStartsWith(name: string, operand: string): Fork {
  return fork(startsWith, onStartsWith, name, operand);
}

function startsWith(code: Code, at: number, subject: Subject): boolean {
  const operand = code[at + OPERAND] as string;
  const value = subject.attributes[code[at + NAME] as string];
  const text = typeof value === 'string' ? value : joinedText(value);
  return text !== undefined && text !== '' && text.startsWith(operand);
}

function onStartsWith(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (startsWith(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeEndsWith(name: string, operand: string): Fork {
  return fork(endsWith, onEndsWith, name, operand);
}

function endsWith(code: Code, at: number, subject: Subject): boolean {
  const operand = code[at + OPERAND] as string;
  const value = subject.attributes[code[at + NAME] as string];
  const text = typeof value === 'string' ? value : joinedText(value);
  return text !== undefined && text !== '' && text.endsWith(operand);
}

function onEndsWith(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (endsWith(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeContains(name: string, operand: string): Fork {
  return fork(contains, onContains, name, operand);
}

function contains(code: Code, at: number, subject: Subject): boolean {
  const operand = code[at + OPERAND] as string;
  const value = subject.attributes[code[at + NAME] as string];
  const text = typeof value === 'string' ? value : joinedText(value);
  return text !== undefined && text !== '' && text.includes(operand);
}

function onContains(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (contains(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

// A comparison with NaN is false: what cannot be read as a number answers as it must without a test of its own.

export function attributeEqualsNumber(name: string, operand: number): Fork {
  return fork(equalsNumber, onEqualsNumber, name, operand);
}

function equalsNumber(code: Code, at: number, subject: Subject): boolean {
  const operand = code[at + OPERAND];
  const value = subject.attributes[code[at + NAME] as string];
  const found = typeof value === 'number' ? value : (number(value) ?? NaN);
  return found === operand;
}

function onEqualsNumber(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (equalsNumber(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeAtLeast(name: string, operand: number): Fork {
  return fork(atLeast, onAtLeast, name, operand);
}

function atLeast(code: Code, at: number, subject: Subject): boolean {
  const operand = code[at + OPERAND] as number;
  const value = subject.attributes[code[at + NAME] as string];
  const found = typeof value === 'number' ? value : (number(value) ?? NaN);
  return found >= operand && found !== Infinity;
}

function onAtLeast(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (atLeast(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeAtMost(name: string, operand: number): Fork {
  return fork(atMost, onAtMost, name, operand);
}

function atMost(code: Code, at: number, subject: Subject): boolean {
  const operand = code[at + OPERAND] as number;
  const value = subject.attributes[code[at + NAME] as string];
  const found = typeof value === 'number' ? value : (number(value) ?? NaN);
  return found <= operand && found !== -Infinity;
}

function onAtMost(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (atMost(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeBetween(name: string, low: number, high: number): Fork {
  return fork(between, onBetween, name, low, high);
}

function between(code: Code, at: number, subject: Subject): boolean {
  const low = code[at + OPERAND] as number;
  const high = code[at + OTHER] as number;
  const value = subject.attributes[code[at + NAME] as string];
  const found = typeof value === 'number' ? value : (number(value) ?? NaN);
  return found >= low && found <= high;
}

function onBetween(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (between(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeIsBoolean(name: string, operand: boolean): Fork {
  return fork(isBoolean, onIsBoolean, name, operand);
}

function isBoolean(code: Code, at: number, subject: Subject): boolean {
  const operand = code[at + OPERAND];
  const value = subject.attributes[code[at + NAME] as string];
  return (typeof value === 'boolean' ? value : boolean(value)) === operand;
}

function onIsBoolean(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isBoolean(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

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

export function attributeIsText(name: string, operand: string): Fork {
  return fork(isText, onIsText, name, operand);
}

function isText(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  const text = typeof value === 'string' || value === undefined ? value : joinedText(value);
  return text === code[at + OPERAND] && text !== '';
}

function onIsText(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isText(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeIsEitherText(name: string, one: string, other: string): Fork {
  return fork(isEitherText, onIsEitherText, name, one, other);
}

function isEitherText(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  const text = typeof value === 'string' || value === undefined ? value : joinedText(value);
  return (text === code[at + OPERAND] || text === code[at + OTHER]) && text !== '';
}

function onIsEitherText(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isEitherText(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeIsOneOfTexts(name: string, operands: ReadonlySet<unknown>): Fork {
  return fork(isOneOfTexts, onIsOneOfTexts, name, operands);
}

function isOneOfTexts(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  const text = typeof value === 'string' || value === undefined ? value : joinedText(value);
  return text !== undefined && text !== '' && (code[at + OPERAND] as ReadonlySet<unknown>).has(text);
}

function onIsOneOfTexts(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isOneOfTexts(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeStartsWith(name: string, operand: string): Fork {
  return fork(startsWith, onStartsWith, name, operand);
}

function startsWith(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  const text = typeof value === 'string' ? value : joinedText(value);
  return text !== undefined && text !== '' && text.startsWith(code[at + OPERAND] as string);
}

function onStartsWith(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (startsWith(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeEndsWith(name: string, operand: string): Fork {
  return fork(endsWith, onEndsWith, name, operand);
}

function endsWith(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  const text = typeof value === 'string' ? value : joinedText(value);
  return text !== undefined && text !== '' && text.endsWith(code[at + OPERAND] as string);
}

function onEndsWith(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (endsWith(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeContains(name: string, operand: string): Fork {
  return fork(contains, onContains, name, operand);
}

function contains(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  const text = typeof value === 'string' ? value : joinedText(value);
  return text !== undefined && text !== '' && text.includes(code[at + OPERAND] as string);
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
  const value = subject.attributes[code[at + NAME] as string];
  const found = typeof value === 'number' ? value : (number(value) ?? NaN);
  return found === code[at + OPERAND];
}

function onEqualsNumber(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (equalsNumber(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeAtLeast(name: string, operand: number): Fork {
  return fork(atLeast, onAtLeast, name, operand);
}

function atLeast(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  const found = typeof value === 'number' ? value : (number(value) ?? NaN);
  return found >= (code[at + OPERAND] as number) && found !== Infinity;
}

function onAtLeast(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (atLeast(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeAtMost(name: string, operand: number): Fork {
  return fork(atMost, onAtMost, name, operand);
}

function atMost(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  const found = typeof value === 'number' ? value : (number(value) ?? NaN);
  return found <= (code[at + OPERAND] as number) && found !== -Infinity;
}

function onAtMost(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (atMost(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeBetween(name: string, low: number, high: number): Fork {
  return fork(between, onBetween, name, low, high);
}

function between(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  const found = typeof value === 'number' ? value : (number(value) ?? NaN);
  return found >= (code[at + OPERAND] as number) && found <= (code[at + OTHER] as number);
}

function onBetween(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (between(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

export function attributeIsBoolean(name: string, operand: boolean): Fork {
  return fork(isBoolean, onIsBoolean, name, operand);
}

function isBoolean(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  return (typeof value === 'boolean' ? value : boolean(value)) === code[at + OPERAND];
}

function onIsBoolean(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isBoolean(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

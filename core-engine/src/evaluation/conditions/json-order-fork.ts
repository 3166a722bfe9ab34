import { fork, type Fork } from '../branch.js';
import { NO, YES, type Answer, type Code, type Follow, type Way } from '../code.js';
import { jsNumber } from '../json-values.js';
import type { OperatorName } from '../program.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';
import { someHolds } from './json-element.js';
import { NAME, OPERAND, TABLE, valueElsewhere, type JsonSource } from './json-source.js';

// Comparisons with a number. Each kind has the reading of an attribute to itself.

/** `undefined`: the operator does not order. */
export function orderFork({ name, table }: JsonSource, operator: OperatorName, operand: number): Fork | undefined {
  switch (operator) {
    case 'at-least':
      return fork(isAtLeast, onAtLeast, name, operand, table);
    case 'at-most':
      return fork(isAtMost, onAtMost, name, operand, table);
    case 'above':
      return fork(isAbove, onAbove, name, operand, table);
    case 'below':
      return fork(isBelow, onBelow, name, operand, table);
    default:
      return undefined;
  }
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

import { fork, type Fork } from '../branch.js';
import { NO, YES, type Answer, type Code, type Follow, type Way } from '../code.js';
import { hasPart, isAscii, jsonText, mayBeList } from '../json-values.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';
import { someHolds } from './json-element.js';
import { NAME, OPERAND, TABLE, valueElsewhere, type JsonSource } from './json-source.js';

// Tests whether a text contains a part, in lower case. Each kind has the reading of an attribute to itself.

/**
 * @param parts in lower case
 * @returns `undefined`: it has to be composed
 */
export function partFork({ name, table }: JsonSource, parts: readonly string[], negate: boolean): Fork | undefined {
  if (!parts.every(isAscii)) return undefined;
  return negate ? fork(isWithout, onWithout, name, parts, table) : fork(isContaining, onContaining, name, parts, table);
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

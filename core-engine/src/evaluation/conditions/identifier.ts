import { fork, type Fork } from '../branch.js';
import { FIRST, NO, SECOND, YES, type Answer, type Code, type Follow, type Way } from '../code.js';
import type { Test } from '../program.js';
import { inheritedName } from '../sources.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';

// Tests of a named identifier as a string, a kind of branch each where the operator is common; identifiers are texts.

const NAME = FIRST;
const OPERAND = SECOND;

/** The fork of a test of an identifier; `undefined`: it has to be composed. */
export function identifierTest(name: string, { operator, as, values }: Test): Fork | undefined {
  if (as !== 'string' || inheritedName(name)) return undefined;
  if (operator === 'present') return fork(isPresent, onIsPresent, name);
  if (operator !== 'in') return undefined;
  const [only, ...more] = values;
  return typeof only === 'string' && more.length === 0
    ? fork(isIdentifier, onIsIdentifier, name, only)
    : fork(isOneOfIdentifiers, onIsOneOfIdentifiers, name, new Set(values));
}

function isPresent(code: Code, at: number, subject: Subject): boolean {
  return typeof subject.identifiers[code[at + NAME] as string] === 'string';
}

function onIsPresent(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isPresent(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function isIdentifier(code: Code, at: number, subject: Subject): boolean {
  return subject.identifiers[code[at + NAME] as string] === code[at + OPERAND];
}

function onIsIdentifier(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isIdentifier(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function isOneOfIdentifiers(code: Code, at: number, subject: Subject): boolean {
  const value = subject.identifiers[code[at + NAME] as string];
  return typeof value === 'string' && (code[at + OPERAND] as ReadonlySet<unknown>).has(value);
}

function onIsOneOfIdentifiers(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isOneOfIdentifiers(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

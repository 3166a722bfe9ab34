import { fork, type Fork } from '../branch.js';
import { FIRST, NO, SECOND, THIRD, YES, type Answer, type Code, type Follow, type Way } from '../code.js';
import { readOperands } from '../operators.js';
import type { Test } from '../program.js';
import type { State } from '../state.js';
import { decimal, strictBoolean, text } from '../strict-values.js';
import type { Subject } from '../subject.js';

// Tests of an attribute of which one element may suffice, if it is a list: a kind of branch each where the pair of operator and
// type is common, as in `attribute.ts`. A value that is of the type already is answered first.

type Holds = (value: unknown) => boolean;

const NAME = FIRST;
/** Where a kind of its own has what a value of its type is compared with. */
const OPERAND = SECOND;
/** Where it has what is asked of every other value. */
const HOLDS = THIRD;

/** The fork of an attribute with `each`; `undefined`: it has to be composed. */
export function elementTest(name: string, condition: Test): Fork | undefined {
  const { as, operator, values } = condition;
  switch (as) {
    case 'text':
      return textTest(name, operator, readOperands(as, values) as string[]);
    case 'decimal': {
      const [operand, ...more] = readOperands(as, values) as number[];
      return operand === undefined || more.length > 0 ? undefined : decimalTest(name, operator, operand);
    }
    case 'strict-boolean': {
      const [operand, ...more] = readOperands(as, values) as boolean[];
      return operator === 'in' && operand !== undefined && more.length === 0 ? someIsBoolean(name, operand) : undefined;
    }
    case 'any':
      return operator === 'present' ? some(name, (value) => value !== undefined) : undefined;
    default:
      return undefined;
  }
}

function textTest(name: string, operator: Test['operator'], operands: readonly string[]): Fork | undefined {
  const [only] = operands;
  const single = operands.length === 1 ? only : undefined;
  if (operator === 'in')
    return single === undefined ? someTextIsOneOf(name, new Set(operands)) : someTextIs(name, single);
  if (single === undefined) return undefined;
  switch (operator) {
    case 'starts-with':
      return someTextStartsWith(name, single);
    case 'ends-with':
      return someTextEndsWith(name, single);
    case 'contains':
      return someTextContains(name, single);
    default:
      return undefined;
  }
}

function decimalTest(name: string, operator: Test['operator'], operand: number): Fork | undefined {
  switch (operator) {
    case 'in':
      return some(name, (value) => decimal(value) === operand);
    case 'at-least':
      return someAtLeast(name, operand);
    case 'above':
      return some(name, (value) => (decimal(value) ?? NaN) > operand);
    case 'at-most':
      return someAtMost(name, operand);
    case 'below':
      return some(name, (value) => (decimal(value) ?? NaN) < operand);
    default:
      return undefined;
  }
}

function some(name: string, holds: Holds): Fork {
  return fork(isSome, onIsSome, name, holds);
}

function isSome(code: Code, at: number, subject: Subject): boolean {
  return holdsOfSome(subject.attributes[code[at + NAME] as string], code[at + SECOND] as Holds);
}

function onIsSome(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isSome(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

/** Of a list one element suffices. */
function holdsOfSome(value: unknown, holds: Holds): boolean {
  return Array.isArray(value) ? value.some(holds) : holds(value);
}

function someTextIs(name: string, operand: string): Fork {
  const holds: Holds = (value) => text(value) === operand;
  return fork(isSomeText, onIsSomeText, name, operand, holds);
}

function isSomeText(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  if (typeof value === 'string') return value === code[at + OPERAND];
  return holdsOfSome(value, code[at + HOLDS] as Holds);
}

function onIsSomeText(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isSomeText(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function someTextIsOneOf(name: string, operands: ReadonlySet<unknown>): Fork {
  const holds: Holds = (value) => operands.has(text(value));
  return fork(isSomeOfTexts, onIsSomeOfTexts, name, operands, holds);
}

function isSomeOfTexts(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  if (typeof value === 'string') return (code[at + OPERAND] as ReadonlySet<unknown>).has(value);
  return holdsOfSome(value, code[at + HOLDS] as Holds);
}

function onIsSomeOfTexts(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isSomeOfTexts(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function someTextStartsWith(name: string, operand: string): Fork {
  const holds: Holds = (value) => text(value)?.startsWith(operand) === true;
  return fork(someStartsWith, onSomeStartsWith, name, operand, holds);
}

function someStartsWith(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  if (typeof value === 'string') return value.startsWith(code[at + OPERAND] as string);
  return holdsOfSome(value, code[at + HOLDS] as Holds);
}

function onSomeStartsWith(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (someStartsWith(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function someTextEndsWith(name: string, operand: string): Fork {
  const holds: Holds = (value) => text(value)?.endsWith(operand) === true;
  return fork(someEndsWith, onSomeEndsWith, name, operand, holds);
}

function someEndsWith(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  if (typeof value === 'string') return value.endsWith(code[at + OPERAND] as string);
  return holdsOfSome(value, code[at + HOLDS] as Holds);
}

function onSomeEndsWith(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (someEndsWith(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function someTextContains(name: string, operand: string): Fork {
  const holds: Holds = (value) => text(value)?.includes(operand) === true;
  return fork(someContains, onSomeContains, name, operand, holds);
}

function someContains(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  if (typeof value === 'string') return value.includes(code[at + OPERAND] as string);
  return holdsOfSome(value, code[at + HOLDS] as Holds);
}

function onSomeContains(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (someContains(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function someAtLeast(name: string, operand: number): Fork {
  const holds: Holds = (value) => (decimal(value) ?? NaN) >= operand;
  return fork(isSomeAtLeast, onIsSomeAtLeast, name, operand, holds);
}

function isSomeAtLeast(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  if (typeof value === 'number') return value >= (code[at + OPERAND] as number) && value !== Infinity;
  return holdsOfSome(value, code[at + HOLDS] as Holds);
}

function onIsSomeAtLeast(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isSomeAtLeast(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function someAtMost(name: string, operand: number): Fork {
  const holds: Holds = (value) => (decimal(value) ?? NaN) <= operand;
  return fork(isSomeAtMost, onIsSomeAtMost, name, operand, holds);
}

function isSomeAtMost(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  if (typeof value === 'number') return value <= (code[at + OPERAND] as number) && value !== -Infinity;
  return holdsOfSome(value, code[at + HOLDS] as Holds);
}

function onIsSomeAtMost(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isSomeAtMost(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

function someIsBoolean(name: string, operand: boolean): Fork {
  const holds: Holds = (value) => strictBoolean(value) === operand;
  return fork(isSomeBoolean, onIsSomeBoolean, name, operand, holds);
}

function isSomeBoolean(code: Code, at: number, subject: Subject): boolean {
  const value = subject.attributes[code[at + NAME] as string];
  if (typeof value === 'boolean') return value === code[at + OPERAND];
  return holdsOfSome(value, code[at + HOLDS] as Holds);
}

function onIsSomeBoolean(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isSomeBoolean(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

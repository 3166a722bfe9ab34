import { fork, type Fork } from '../branch.js';
import { FIRST, follow, NO, YES, type Answer, type Code, type Way } from '../code.js';
import type { Json, Test } from '../program.js';
import { readOperands, relationOf, type OnProblem, type Relation } from '../operators.js';
import { inheritedName, readOf, type Read, type SourceScope } from '../sources.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';
import { coercion, type Coerce } from '../values.js';
import {
  attributeAtLeast,
  attributeAtMost,
  attributeBetween,
  attributeContains,
  attributeEndsWith,
  attributeEqualsNumber,
  attributeIsBoolean,
  attributeIsEitherText,
  attributeIsOneOfTexts,
  attributeIsText,
  attributeStartsWith,
} from './attribute.js';
import type { Check, SubjectTest } from './check.js';
import { elementTest } from './element.js';
import { identifierTest } from './identifier.js';
import { someJsonElement } from './json-element.js';
import { jsonFork } from './json-fork.js';
import { keyIs, keyIsOneOf } from './key.js';
import { roundedTest } from './rounded.js';

/** Compiles a test that has no kind of branch to itself: composed of what reads, what coerces and what compares. */
export function composedTest(condition: Test, scope: SourceScope, onProblem: OnProblem): Check {
  if (condition.each === 'json-list') return someJsonElement(condition, scope, onProblem);
  const read = readOf(condition.of, scope);
  const coerce = coercion(condition.as);
  const { operator, as, values, invalid } = condition;
  const plain = relationOf(operator, as, values, onProblem, invalid);
  const relation: Relation = condition.negate === true ? (value) => !plain(value) : plain;
  return condition.each === true ? someElement(read, coerce, relation) : whole(read, coerce, relation);
}

function whole(read: Read, coerce: Coerce, relation: Relation): Check {
  return (subject, state) => {
    const value = coerce(read(subject, state));
    return value !== undefined && relation(value);
  };
}

function someElement(read: Read, coerce: Coerce, relation: Relation): Check {
  const holds = (element: unknown): boolean => {
    const value = coerce(element);
    return value !== undefined && relation(value);
  };
  return (subject, state) => {
    const found = read(subject, state);
    return Array.isArray(found) ? found.some(holds) : holds(found);
  };
}

/** The fork of a test whose pair of operator and type is common. */
export function fusedTest(condition: Test): Fork | undefined {
  const { of, operator, as, values } = condition;
  const json = jsonFork(condition);
  if (json !== undefined || condition.each === 'json-list' || condition.negate === true) return json;
  if (condition.each === true) {
    return of.from === 'attribute' && !inheritedName(of.name) ? elementTest(of.name, condition) : undefined;
  }
  if (of.from === 'identifier') return identifierTest(of.name, condition);
  if (of.from === 'key') return as === 'joined-text' && operator === 'in' ? keyTest(values) : undefined;
  if (of.from !== 'attribute' || inheritedName(of.name)) return undefined;
  switch (as) {
    case 'joined-text':
      return textTest(of.name, condition);
    case 'number':
      return numberTest(of.name, condition);
    case 'rounded-float':
      return forkBy(roundedTest(of.name, condition));
    case 'boolean': {
      const [operand, ...more] = readOperands(as, values) as boolean[];
      return operator === 'in' && operand !== undefined && more.length === 0
        ? attributeIsBoolean(of.name, operand)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** The fork of a fused test that is a closure. */
function forkBy(test: SubjectTest | undefined): Fork | undefined {
  return test === undefined ? undefined : fork(isTrueOf, onTrueOf, test);
}

function isTrueOf(code: Code, at: number, subject: Subject): boolean {
  return (code[at + FIRST] as SubjectTest)(subject);
}

function onTrueOf(code: Code, at: number, subject: Subject, state: State): Answer {
  return follow(code, code[at + (isTrueOf(code, at, subject) ? YES : NO)] as Way, subject, state);
}

function keyTest(values: readonly Json[]): Fork {
  // A key that is empty is no key.
  const texts = (readOperands('joined-text', values) as string[]).filter((text) => text !== '');
  const [only] = texts;
  return only !== undefined && texts.length === 1 ? keyIs(only) : keyIsOneOf(new Set(texts));
}

function textIn(name: string, operands: readonly string[]): Fork {
  // A text that is empty is no text.
  const texts = operands.filter((text) => text !== '');
  const [one, other] = texts;
  if (one !== undefined && texts.length === 1) return attributeIsText(name, one);
  if (one !== undefined && other !== undefined && texts.length === 2) return attributeIsEitherText(name, one, other);
  return attributeIsOneOfTexts(name, new Set(texts));
}

function textTest(name: string, { operator, values }: Test): Fork | undefined {
  const operands = readOperands('joined-text', values) as string[];
  if (operator === 'in') return textIn(name, operands);
  const [only, ...more] = operands;
  if (only === undefined || more.length > 0) return undefined;
  switch (operator) {
    case 'starts-with':
      return attributeStartsWith(name, only);
    case 'ends-with':
      return attributeEndsWith(name, only);
    case 'contains':
      return attributeContains(name, only);
    default:
      return undefined;
  }
}

function numberTest(name: string, { operator, values }: Test): Fork | undefined {
  const operands = readOperands('number', values) as number[];
  const [first, second] = operands;
  if (first === undefined) return undefined;
  if (operator === 'between') {
    return second !== undefined && values.length === 2 ? attributeBetween(name, first, second) : undefined;
  }
  if (operands.length > 1) return undefined;
  switch (operator) {
    case 'in':
      return attributeEqualsNumber(name, first);
    case 'at-least':
      return attributeAtLeast(name, first);
    case 'at-most':
      return attributeAtMost(name, first);
    default:
      return undefined;
  }
}

import { readOperands } from '../operators.js';
import type { Test } from '../program.js';
import { decimal, text } from '../strict-values.js';
import type { SubjectTest } from './check.js';

// Tests of an attribute of which one element may suffice, if it is a list: fused where the pair of operator and type is
// common. What is no list is answered first, and needs no coercion where it is of the type already.

/** The fused test of an attribute with `each`; `undefined`: it has to be composed. */
export function elementTest(name: string, condition: Test): SubjectTest | undefined {
  const { as, operator, values } = condition;
  if (as === 'text' && operator === 'in') {
    const operands = readOperands('text', values) as string[];
    const [only] = operands;
    return only !== undefined && operands.length === 1
      ? someTextIs(name, only)
      : someTextIsOneOf(name, new Set(operands));
  }
  if (as === 'decimal') {
    const [operand, ...more] = readOperands('decimal', values) as number[];
    return operand === undefined || more.length > 0 ? undefined : decimalTest(name, operator, operand);
  }
  return as === 'any' && operator === 'present' ? someIsPresent(name) : undefined;
}

function decimalTest(name: string, operator: Test['operator'], operand: number): SubjectTest | undefined {
  switch (operator) {
    case 'in':
      return some(name, (value) => decimal(value) === operand);
    case 'at-least':
      return some(name, (value) => (decimal(value) ?? NaN) >= operand);
    case 'above':
      return some(name, (value) => (decimal(value) ?? NaN) > operand);
    case 'at-most':
      return some(name, (value) => (decimal(value) ?? NaN) <= operand);
    case 'below':
      return some(name, (value) => (decimal(value) ?? NaN) < operand);
    default:
      return undefined;
  }
}

function someTextIs(name: string, operand: string): SubjectTest {
  const holds = (value: unknown): boolean => text(value) === operand;
  return (subject) => {
    const value = subject.attributes[name];
    if (typeof value === 'string') return value === operand;
    return Array.isArray(value) ? value.some(holds) : holds(value);
  };
}

function someTextIsOneOf(name: string, operands: ReadonlySet<unknown>): SubjectTest {
  const holds = (value: unknown): boolean => operands.has(text(value));
  return (subject) => {
    const value = subject.attributes[name];
    if (typeof value === 'string') return operands.has(value);
    return Array.isArray(value) ? value.some(holds) : holds(value);
  };
}

function someIsPresent(name: string): SubjectTest {
  return some(name, (value) => value !== undefined);
}

function some(name: string, holds: (value: unknown) => boolean): SubjectTest {
  return (subject) => {
    const value = subject.attributes[name];
    return Array.isArray(value) ? value.some(holds) : holds(value);
  };
}

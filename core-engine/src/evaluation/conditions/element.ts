import { readOperands } from '../operators.js';
import type { Test } from '../program.js';
import { decimal, strictBoolean, text } from '../strict-values.js';
import type { SubjectTest } from './check.js';

// Tests of an attribute of which one element may suffice, if it is a list: fused where the pair of operator and type is
// common. What is no list is answered first, and needs no coercion where it is of the type already.

/** The fused test of an attribute with `each`; `undefined`: it has to be composed. */
export function elementTest(name: string, condition: Test): SubjectTest | undefined {
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
      return operator === 'present' ? someIsPresent(name) : undefined;
    default:
      return undefined;
  }
}

function textTest(name: string, operator: Test['operator'], operands: readonly string[]): SubjectTest | undefined {
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

function decimalTest(name: string, operator: Test['operator'], operand: number): SubjectTest | undefined {
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

function someTextStartsWith(name: string, operand: string): SubjectTest {
  const holds = (value: unknown): boolean => text(value)?.startsWith(operand) === true;
  return (subject) => {
    const value = subject.attributes[name];
    if (typeof value === 'string') return value.startsWith(operand);
    return Array.isArray(value) ? value.some(holds) : holds(value);
  };
}

function someTextEndsWith(name: string, operand: string): SubjectTest {
  const holds = (value: unknown): boolean => text(value)?.endsWith(operand) === true;
  return (subject) => {
    const value = subject.attributes[name];
    if (typeof value === 'string') return value.endsWith(operand);
    return Array.isArray(value) ? value.some(holds) : holds(value);
  };
}

function someTextContains(name: string, operand: string): SubjectTest {
  const holds = (value: unknown): boolean => text(value)?.includes(operand) === true;
  return (subject) => {
    const value = subject.attributes[name];
    if (typeof value === 'string') return value.includes(operand);
    return Array.isArray(value) ? value.some(holds) : holds(value);
  };
}

function someAtLeast(name: string, operand: number): SubjectTest {
  const holds = (value: unknown): boolean => (decimal(value) ?? NaN) >= operand;
  return (subject) => {
    const value = subject.attributes[name];
    if (typeof value === 'number') return value >= operand && value !== Infinity;
    return Array.isArray(value) ? value.some(holds) : holds(value);
  };
}

function someAtMost(name: string, operand: number): SubjectTest {
  const holds = (value: unknown): boolean => (decimal(value) ?? NaN) <= operand;
  return (subject) => {
    const value = subject.attributes[name];
    if (typeof value === 'number') return value <= operand && value !== -Infinity;
    return Array.isArray(value) ? value.some(holds) : holds(value);
  };
}

function someIsBoolean(name: string, operand: boolean): SubjectTest {
  const holds = (value: unknown): boolean => strictBoolean(value) === operand;
  return (subject) => {
    const value = subject.attributes[name];
    if (typeof value === 'boolean') return value === operand;
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

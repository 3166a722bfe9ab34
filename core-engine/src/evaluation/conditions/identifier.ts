import type { Test } from '../program.js';
import { inheritedName } from '../sources.js';
import type { SubjectTest } from './check.js';

/** Tests of a named identifier as a string, fused into one closure where the operator is common; identifiers are texts. */
export function identifierTest(name: string, { operator, as, values }: Test): SubjectTest | undefined {
  if (as !== 'string' || inheritedName(name)) return undefined;
  if (operator === 'present') return identifierIsPresent(name);
  if (operator !== 'in') return undefined;
  const [only, ...more] = values;
  return typeof only === 'string' && more.length === 0
    ? identifierIs(name, only)
    : identifierIsOneOf(name, new Set(values));
}

function identifierIsPresent(name: string): SubjectTest {
  return (subject) => typeof subject.identifiers[name] === 'string';
}

function identifierIs(name: string, operand: string): SubjectTest {
  return (subject) => subject.identifiers[name] === operand;
}

function identifierIsOneOf(name: string, operands: ReadonlySet<unknown>): SubjectTest {
  return (subject) => {
    const value = subject.identifiers[name];
    return typeof value === 'string' && operands.has(value);
  };
}

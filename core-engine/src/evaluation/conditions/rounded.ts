import { readOperands } from '../operators.js';
import type { Test } from '../program.js';
import { roundedFloat } from '../rounded-float.js';
import type { SubjectTest } from './check.js';

/** The fused comparison of an attribute as a rounded float; `undefined`: it has to be composed. */
export function roundedTest(name: string, { operator, values }: Test): SubjectTest | undefined {
  const [operand, ...more] = readOperands('rounded-float', values) as number[];
  if (operand === undefined || more.length > 0) return undefined;
  switch (operator) {
    case 'at-least':
      return (subject) => (roundedFloat(subject.attributes[name]) ?? NaN) >= operand;
    case 'above':
      return (subject) => (roundedFloat(subject.attributes[name]) ?? NaN) > operand;
    case 'at-most':
      return (subject) => (roundedFloat(subject.attributes[name]) ?? NaN) <= operand;
    case 'below':
      return (subject) => (roundedFloat(subject.attributes[name]) ?? NaN) < operand;
    default:
      return undefined;
  }
}

import { readOperands } from '../operators.js';
import type { Test } from '../program.js';
import { standingOf } from '../rounded-float.js';
import type { SubjectTest } from './check.js';

/** The fused comparison of an attribute as a rounded float; `undefined`: it has to be composed. */
export function roundedTest(name: string, { operator, values }: Test): SubjectTest | undefined {
  const [operand, ...more] = readOperands('rounded-float', values) as number[];
  if (operand === undefined || more.length > 0) return undefined;
  switch (operator) {
    case 'at-least':
      return atLeast(name, operand);
    case 'above':
      return above(name, operand);
    case 'at-most':
      return atMost(name, operand);
    case 'below':
      return below(name, operand);
    default:
      return undefined;
  }
}

function atLeast(name: string, operand: number): SubjectTest {
  return (subject) => {
    const standing = standingOf(subject.attributes[name], operand);
    return standing === 'above' || standing === 'same';
  };
}

function above(name: string, operand: number): SubjectTest {
  return (subject) => standingOf(subject.attributes[name], operand) === 'above';
}

function atMost(name: string, operand: number): SubjectTest {
  return (subject) => {
    const standing = standingOf(subject.attributes[name], operand);
    return standing === 'below' || standing === 'same';
  };
}

function below(name: string, operand: number): SubjectTest {
  return (subject) => standingOf(subject.attributes[name], operand) === 'below';
}

import type { Check } from './check.js';

/** The key is one text. */
export function keyIs(operand: string): Check {
  return (subject) => subject.key === operand;
}

/** The key is one of many texts. */
export function keyIsOneOf(operands: ReadonlySet<unknown>): Check {
  return (subject) => operands.has(subject.key);
}

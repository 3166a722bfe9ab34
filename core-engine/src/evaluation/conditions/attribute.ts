import { boolean, joinedText, number } from '../values.js';
import type { Check } from './check.js';

// The pairs of operator and type that make up most real rules, each fused with the reading of an attribute into one
// closure. Every closure comes from a factory of its own: its context holds its operands and nothing else, and its
// machine code sees few shapes. The values that need no coercion are answered first.

export function attributeIsText(name: string, operand: string): Check {
  return (subject) => {
    const value = subject.attributes[name];
    if (typeof value === 'string') return value === operand && value !== '';
    return value !== undefined && joinedText(value) === operand;
  };
}

export function attributeIsEitherText(name: string, one: string, other: string): Check {
  return (subject) => {
    const value = subject.attributes[name];
    if (typeof value === 'string') return (value === one || value === other) && value !== '';
    if (value === undefined) return false;
    const text = joinedText(value);
    return text !== undefined && (text === one || text === other);
  };
}

export function attributeIsOneOfTexts(name: string, operands: ReadonlySet<unknown>): Check {
  return (subject) => {
    const value = subject.attributes[name];
    if (typeof value === 'string') return value !== '' && operands.has(value);
    if (value === undefined) return false;
    const text = joinedText(value);
    return text !== undefined && operands.has(text);
  };
}

export function attributeStartsWith(name: string, operand: string): Check {
  return (subject) => {
    const value = subject.attributes[name];
    const text = typeof value === 'string' ? value : joinedText(value);
    return text !== undefined && text !== '' && text.startsWith(operand);
  };
}

export function attributeEndsWith(name: string, operand: string): Check {
  return (subject) => {
    const value = subject.attributes[name];
    const text = typeof value === 'string' ? value : joinedText(value);
    return text !== undefined && text !== '' && text.endsWith(operand);
  };
}

export function attributeContains(name: string, operand: string): Check {
  return (subject) => {
    const value = subject.attributes[name];
    const text = typeof value === 'string' ? value : joinedText(value);
    return text !== undefined && text !== '' && text.includes(operand);
  };
}

// A comparison with NaN is false: what cannot be read as a number answers as it must without a test of its own.

export function attributeEqualsNumber(name: string, operand: number): Check {
  return (subject) => {
    const value = subject.attributes[name];
    return (typeof value === 'number' ? value : (number(value) ?? NaN)) === operand;
  };
}

export function attributeAtLeast(name: string, operand: number): Check {
  return (subject) => {
    const value = subject.attributes[name];
    if (typeof value === 'number') return value >= operand && value !== Infinity;
    return (number(value) ?? NaN) >= operand;
  };
}

export function attributeAtMost(name: string, operand: number): Check {
  return (subject) => {
    const value = subject.attributes[name];
    if (typeof value === 'number') return value <= operand && value !== -Infinity;
    return (number(value) ?? NaN) <= operand;
  };
}

export function attributeBetween(name: string, low: number, high: number): Check {
  return (subject) => {
    const value = subject.attributes[name];
    const found = typeof value === 'number' ? value : (number(value) ?? NaN);
    return found >= low && found <= high;
  };
}

export function attributeIsBoolean(name: string, operand: boolean): Check {
  return (subject) => {
    const value = subject.attributes[name];
    return (typeof value === 'boolean' ? value : boolean(value)) === operand;
  };
}

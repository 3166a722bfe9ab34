import { EvaluationFailure, problemOf } from './failure.js';
import { looseVersionRelation } from './loose-versions.js';
import { pattern, type PatternOptions } from './patterns/pattern.js';
import type { Json, OperatorName, ValueTypeName } from './program.js';
import { ProgramError } from './program-error.js';
import { operandCoercion } from './values.js';
import { compareVersions, type Version } from './versions.js';

/** Whether a value, already read as the test's type, stands in the operator's relation to the operands. */
export type Relation = (value: unknown) => boolean;

/** Said about an operand that can never match, once, when the flag is compiled. */
export type OnProblem = (problem: string) => void;

type Order = (a: unknown, b: unknown) => number;

/**
 * Compiles an operator over operands. Operands that are not of the type are left out: they match nothing.
 *
 * @param invalid what becomes of a regular expression that is invalid; default it matches nothing, and that is told
 */
export function relationOf(
  operator: OperatorName,
  type: ValueTypeName,
  values: readonly Json[],
  onProblem: OnProblem,
  invalid?: 'fail',
): Relation {
  if (!fits(operator, type)) throw new ProgramError(`the operator "${operator}" does not go with the type "${type}"`);
  const operands = readOperands(type, values);
  const loose = type === 'loose-version' ? looseVersionRelation(operator, operands as string[]) : undefined;
  if (loose !== undefined) return loose;
  switch (operator) {
    case 'present':
      return always;
    case 'in':
      return isVersionType(type) ? sameVersion(operands as Version[]) : oneOf(operands);
    case 'starts-with':
      return someText(operands, (text, operand) => text.startsWith(operand));
    case 'ends-with':
      return someText(operands, (text, operand) => text.endsWith(operand));
    case 'contains':
      return someText(operands, (text, operand) => text.includes(operand));
    case 'matches':
      return matchesOneOf(operands as string[], onProblem, invalid);
    case 'matches-ignoring-case':
      return matchesOneOf(operands as string[], onProblem, invalid, { ignoreCase: true });
    case 'part-of':
      return someText(operands, (text, operand) => operand.includes(text));
    case 'at-least':
      return ordered(operands, orderOf(type), (order) => order >= 0);
    case 'at-most':
      return ordered(operands, orderOf(type), (order) => order <= 0);
    case 'above':
      return ordered(operands, orderOf(type), (order) => order > 0);
    case 'below':
      return ordered(operands, orderOf(type), (order) => order < 0);
    case 'between':
      return between(operands, values.length, orderOf(type));
    case 'same-set':
      return sameSet(operands as string[]);
    case 'meets-set':
      return meetsSet(operands as string[]);
    case 'covers-set':
      return coversSet(operands as string[]);
    case 'within-set':
      return withinSet(operands as string[]);
    default:
      throw new ProgramError(`the operator "${String(operator)}" is unknown`);
  }
}

/** The operands as the test's type. */
export function readOperands(type: ValueTypeName, values: readonly Json[]): readonly unknown[] {
  const coerce = operandCoercion(type);
  return values.map(coerce).filter((operand) => operand !== undefined);
}

const texts: readonly ValueTypeName[] = ['string', 'joined-text', 'text', 'json-text', 'json-word', 'json-lower'];
const sets: readonly ValueTypeName[] = ['text-set', 'json-set', 'json-words'];
const unordered: readonly ValueTypeName[] = [
  'any',
  'filled',
  'boolean',
  'strict-boolean',
  'semver-text',
  'json-text',
  'json-word',
  'json-lower',
  ...sets,
];

/** Whether an operator means something for a type; unknown ones are found out elsewhere. */
function fits(operator: OperatorName, type: ValueTypeName): boolean {
  switch (operator) {
    case 'starts-with':
    case 'ends-with':
    case 'contains':
    case 'matches':
    case 'matches-ignoring-case':
    case 'part-of':
      return texts.includes(type);
    case 'at-least':
    case 'at-most':
    case 'above':
    case 'below':
      return !unordered.includes(type);
    case 'between':
      return !unordered.includes(type) && type !== 'loose-version';
    case 'same-set':
    case 'meets-set':
    case 'covers-set':
    case 'within-set':
      return sets.includes(type);
    case 'in':
      return !sets.includes(type);
    default:
      return true;
  }
}

const always: Relation = () => true;
const never: Relation = () => false;

function oneOf(operands: readonly unknown[]): Relation {
  if (operands.length === 1) return equalTo(operands[0]);
  const set = new Set(operands);
  return (value) => set.has(value);
}

function equalTo(operand: unknown): Relation {
  return (value) => value === operand;
}

function isVersionType(type: ValueTypeName): boolean {
  return type === 'semver' || type === 'version';
}

function sameVersion(operands: readonly Version[]): Relation {
  return (value) => operands.some((operand) => compareVersions(value as Version, operand) === 0);
}

function someText(operands: readonly unknown[], relation: (text: string, operand: string) => boolean): Relation {
  const texts = operands as readonly string[];
  return (value) => {
    for (const text of texts) if (relation(value as string, text)) return true;
    return false;
  };
}

function matchesOneOf(
  sources: readonly string[],
  onProblem: OnProblem,
  invalid: 'fail' | undefined,
  options?: PatternOptions,
): Relation {
  const tests: ((text: string) => boolean)[] = [];
  for (const source of sources) {
    const compiled = pattern(source, options);
    if (compiled.kind === 'linear' || compiled.kind === 'native') tests.push((text) => compiled.test(text));
    else if (compiled.kind === 'invalid' && invalid === 'fail') tests.push(failing(source));
    else onProblem(`the regular expression ${JSON.stringify(source)} matches nothing: ${compiled.problem}`);
  }
  const [only] = tests;
  if (only === undefined) return never;
  if (tests.length === 1) return (value) => only(value as string);
  return (value) => tests.some((test) => test(value as string));
}

/** Fails the evaluation in the words of the language. */
function failing(source: string): () => never {
  const failure = new EvaluationFailure('GENERAL', problemOfExpression(source));
  return () => {
    throw failure;
  };
}

function problemOfExpression(source: string): string {
  try {
    return `${String(new RegExp(source))} is valid`;
  } catch (error) {
    return problemOf(error);
  }
}

function orderOf(type: ValueTypeName): Order {
  if (isVersionType(type)) return (a, b) => compareVersions(a as Version, b as Version);
  // Numbers and text order themselves; NaN cannot arrive here, no coercion gives it.
  return (a, b) => {
    if (a === b) return 0;
    return (a as number) < (b as number) ? -1 : 1;
  };
}

function ordered(operands: readonly unknown[], order: Order, accepts: (order: number) => boolean): Relation {
  return (value) => {
    for (const operand of operands) if (accepts(order(value, operand))) return true;
    return false;
  };
}

function between(operands: readonly unknown[], given: number, order: Order): Relation {
  if (given !== 2) throw new ProgramError('the operator "between" takes two values: the lowest and the highest');
  if (operands.length !== 2) return never;
  const [low, high] = operands;
  return (value) => order(value, low) >= 0 && order(value, high) <= 0;
}

// Duplicates among the operands count: a set has none, so it neither equals nor covers a list that repeats itself.

function sameSet(operands: readonly string[]): Relation {
  if (new Set(operands).size < operands.length) return never;
  return (value) => {
    const texts = value as readonly string[];
    return texts.length === operands.length && hasAll(texts, operands);
  };
}

function meetsSet(operands: readonly string[]): Relation {
  const set = new Set(operands);
  return (value) => {
    for (const text of value as readonly string[]) if (set.has(text)) return true;
    return false;
  };
}

function coversSet(operands: readonly string[]): Relation {
  return (value) => {
    const texts = value as readonly string[];
    return texts.length >= operands.length && hasAll(texts, operands);
  };
}

/** Texts and operands beyond this product are compared by way of a set: who asks may bring a list of any length. */
const COMPARED_ONE_BY_ONE = 1_024;

function hasAll(texts: readonly string[], operands: readonly string[]): boolean {
  if (texts.length * operands.length > COMPARED_ONE_BY_ONE) {
    const set = new Set(texts);
    return operands.every((operand) => set.has(operand));
  }
  for (const operand of operands) if (!texts.includes(operand)) return false;
  return true;
}

function withinSet(operands: readonly string[]): Relation {
  const set = new Set(operands);
  return (value) => (value as readonly string[]).every((text) => set.has(text));
}

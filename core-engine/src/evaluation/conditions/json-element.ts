import { jsonList, jsonText, mayBeList } from '../json-values.js';
import { relationOf, type OnProblem, type Relation } from '../operators.js';
import type { Test } from '../program.js';
import { readOf, type SourceScope } from '../sources.js';
import { coercion, type Coerce } from '../values.js';
import type { Check } from './check.js';

// Tests with `each: json-list`: a list, or text that is a JSON list, is asked element by element, without those that are null
// or empty. Text that is none is answered first.

/** The composed test. */
export function someJsonElement(condition: Test, scope: SourceScope, onProblem: OnProblem): Check {
  const read = readOf(condition.of, scope);
  const holds = holdsOf(condition, onProblem);
  return (subject, state) => {
    const value = read(subject, state);
    return typeof value === 'string' && !mayBeList(value) ? holds(value) : someHolds(value, holds, undefined);
  };
}

/** Whether a value that is no list stands in the test's relation, turned round where it is negated. */
function holdsOf({ as, operator, values, negate = false, invalid }: Test, onProblem: OnProblem): Relation {
  const coerce = coercion(as);
  const relation = relationOf(operator, as, values, onProblem, invalid);
  return compared(coerce, relation, !negate);
}

function compared(coerce: Coerce, relation: Relation, wanted: boolean): Relation {
  return (value) => {
    const read = coerce(value);
    return read !== undefined && relation(read) === wanted;
  };
}

/** Whether a value, or one element of it, stands in a relation to an operand, which is handed on: no closure has to hold it. */
export function someHolds<T>(value: unknown, holds: (element: unknown, operand: T) => boolean, operand: T): boolean {
  const list = jsonList(value);
  if (list === undefined) return holds(value, operand);
  for (const element of list) if (jsonText(element) !== '' && holds(element, operand)) return true;
  return false;
}

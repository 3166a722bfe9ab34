import type { ConditionWire } from '@polyflag/emulators';
import type { Action } from '@polyflag/hackle-provider/internal';
import type { Closure } from '../closure.js';
import { flagExample, flagWith, property } from './example.js';
import type { DeliberateDifference } from './difference.js';

/** A word that nobody knows. */
const UNKNOWN = 'LATER' as never;

const flag = flagWith(property('in', 'STRING', ['a']), property('EXISTS', 'STRING', []));

export const letterCase: DeliberateDifference = {
  id: 'letter case',
  rule: 'Hackle page §2.4, §11: enum names are compared exactly',
  answer: 'a word in lower case is an unknown one',
  concerns: ({ closure }) => closure.conditions.some((condition) => !isExact(condition)) || hasLowerTypes(closure),
  condition: (condition) =>
    isExact(condition) ? condition : { ...condition, match: { ...condition.match, operator: UNKNOWN } },
  action: (action) => (isUpper(action.type) ? action : { ...action, type: UNKNOWN }),
  parameter: (parameter) => (isUpper(parameter.type) ? parameter : { ...parameter, type: UNKNOWN }),
  example: flagExample(flag, { id: 'ana', properties: { p: 'b' } }, true),
};

function isExact({ key, match }: ConditionWire): boolean {
  return [key.type, match.type, match.operator, match.valueType].every(isUpper);
}

function hasLowerTypes({ experiments, parameters }: Closure): boolean {
  const actions = experiments.flatMap(({ execution = {} }): Action[] =>
    [...(execution.targetRules ?? []), ...(execution.segmentOverrides ?? [])].map(({ action }) => action),
  );
  return [...actions, ...parameters].some(({ type }) => !isUpper(type));
}

function isUpper(word: string): boolean {
  return word === word.toUpperCase();
}

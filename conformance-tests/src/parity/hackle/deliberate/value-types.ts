import type { ConditionWire } from '@polyflag/emulators';
import { flagExample, flagWith, property } from './example.js';
import type { DeliberateDifference } from './difference.js';

const dropped = new Set<string>(['URL', 'NULL', 'UNKNOWN']);

export const valueTypes: DeliberateDifference = {
  id: 'value types',
  rule: 'Hackle page §2.4, §11: a condition of a value type that servers do not know is dropped',
  answer: 'a condition of the value types URL, NULL and UNKNOWN does not count',
  concerns: ({ closure }) => closure.conditions.some(isDropped),
  condition: (condition) => (isDropped(condition) ? undefined : condition),
  example: flagExample(
    flagWith(property('IN', 'UNKNOWN', ['a']), property('EXISTS', 'STRING', [])),
    { id: 'ana', properties: { p: 'b' } },
    true,
  ),
};

function isDropped({ match }: ConditionWire): boolean {
  return dropped.has(match.valueType);
}

import type { ConditionWire } from '@polyflag/emulators';
import { inheritedNames } from '../make/names.js';
import { flagExample, flagWith, property } from './example.js';
import type { DeliberateDifference } from './difference.js';

const inherited: readonly string[] = inheritedNames;

export const inheritedProperties: DeliberateDifference = {
  id: 'inherited names',
  rule: 'Hackle page §11: own properties only',
  answer: 'a property that a user does not have is absent, though every object inherits something of that name',
  concerns: ({ closure }) => closure.conditions.some(isInherited),
  // No user that is made has an own one.
  condition: (condition) =>
    isInherited(condition) ? { ...condition, key: { ...condition.key, name: `own ${condition.key.name}` } } : condition,
  example: flagExample(
    flagWith(property('EXISTS', 'STRING', [], { name: 'toString' })),
    { id: 'ana', properties: { p: 1 } },
    false,
  ),
};

function isInherited({ key }: ConditionWire): boolean {
  return key.type.endsWith('_PROPERTY') && inherited.includes(key.name);
}

import type { ConditionWire } from '@polyflag/emulators';
import { flagExample, flagWith, property } from './example.js';
import type { DeliberateDifference } from './difference.js';
import { fieldsOf, tableOf, valuesFor, withProperties } from './user-fields.js';

/** What a property of the platform is called among those of the user. */
const nameOf = (name: string): string => `hackle ${name}`;

export const hackleProperties: DeliberateDifference = {
  id: 'hackle properties',
  rule: 'Hackle page §6.1, §11: `hackleProperties` from the caller are accepted',
  answer: 'a condition on a property of the platform sees what the caller gives',
  concerns: ({ closure, user }) =>
    closure.conditions.some((condition) => isOnPlatform(condition) && valuesFor(condition, user).length > 0),
  condition: (condition) =>
    isOnPlatform(condition)
      ? { ...condition, key: { type: 'USER_PROPERTY', name: nameOf(condition.key.name) } }
      : condition,
  user: (user) => {
    const entries = Object.entries(tableOf(fieldsOf(user)?.hackleProperties));
    if (entries.length === 0) return user;
    return withProperties(user, (properties) => ({
      ...properties,
      ...Object.fromEntries(entries.map(([name, value]) => [nameOf(name), value])),
    }));
  },
  example: flagExample(
    flagWith(property('IN', 'STRING', ['iOS'], { type: 'HACKLE_PROPERTY', name: 'osName' })),
    { id: 'ana', hackleProperties: { osName: 'iOS' } },
    true,
  ),
};

function isOnPlatform({ key }: ConditionWire): boolean {
  return key.type === 'HACKLE_PROPERTY';
}

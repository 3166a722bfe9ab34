import { flagExample, flagWith } from './example.js';
import type { DeliberateDifference } from './difference.js';
import { identifiersOf, withIdentifiers } from './user-fields.js';

const flag = flagWith();

export const numberIdentifiers: DeliberateDifference = {
  id: 'number identifiers',
  rule: 'Hackle page §6.2, §11: a finite number is converted to its decimal string; DECISIONS 6: users are objects or ids',
  answer: 'a number identifies somebody as its text does',
  concerns: ({ user }) => typeof user === 'number' || identifiersOf(user).some((value) => typeof value === 'number'),
  user: (user) => (typeof user === 'number' ? textOf(user) : withIdentifiers(user, textOf)),
  example: flagExample(
    {
      ...flag,
      execution: { ...flag.execution, userOverrides: [{ userId: '12', variationId: 2 }] },
    },
    { id: 12 },
    true,
    'INDIVIDUAL_TARGET_MATCH',
  ),
};

function textOf(value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? String(value) : undefined;
}

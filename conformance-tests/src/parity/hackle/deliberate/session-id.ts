import { flagExample, flagWith } from './example.js';
import type { DeliberateDifference } from './difference.js';
import { fieldsOf, tableOf } from './user-fields.js';

export const sessionId: DeliberateDifference = {
  id: 'session id',
  rule: 'Hackle page §6.1: the field `sessionId` is the identifier `$sessionId`',
  answer: 'a user may be identified by his field `sessionId`',
  concerns: ({ user }) => (fieldsOf(user)?.sessionId ?? undefined) !== undefined,
  user: (user) => {
    const given = fieldsOf(user);
    const value = given?.sessionId;
    const usable =
      (typeof value === 'string' && value.trim() !== '' && value.length <= 512) ||
      (typeof value === 'number' && Number.isFinite(value));
    return usable ? { ...given, identifiers: { ...tableOf(given?.identifiers), $sessionId: String(value) } } : user;
  },
  example: flagExample({ ...flagWith(), identifierType: '$sessionId' }, { sessionId: 's' }, false),
};

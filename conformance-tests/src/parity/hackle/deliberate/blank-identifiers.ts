import { flagExample, flagWith } from './example.js';
import type { DeliberateDifference } from './difference.js';
import { identifiersOf, withIdentifiers } from './user-fields.js';

export const blankIdentifiers: DeliberateDifference = {
  id: 'blank identifiers',
  rule: 'Hackle page §6.2, §11: an identifier is not only white space',
  answer: 'a blank text identifies nobody',
  concerns: ({ user }) => identifiersOf(user).some(isBlank),
  user: (user) => withIdentifiers(user, (value) => (isBlank(value) ? undefined : value)),
  example: flagExample(flagWith(), ' \t', false, 'INVALID_INPUT'),
};

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

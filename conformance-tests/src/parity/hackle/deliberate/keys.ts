import type { Asked } from '../asked.js';
import { flagWith, workspaceWith } from './example.js';
import type { DeliberateDifference } from './difference.js';

export const keys: DeliberateDifference = {
  id: 'keys',
  rule: 'Hackle page §3.1, §11: a key that is not a positive integer is INVALID_INPUT',
  answer: 'text, a fraction or a negative number in the place of a key is INVALID_INPUT',
  concerns: ({ asked }) => isOdd(asked),
  // That is 0 on both sides.
  asked: (asked) => (isOdd(asked) ? { ...asked, key: 0 } : asked),
  example: {
    workspace: workspaceWith({ featureFlags: [flagWith()] }),
    asked: { call: 'featureFlagDetail', key: '1', reads: 'typed' },
    user: 'ana',
    answer: { decided: false, reason: 'INVALID_INPUT' },
  },
};

function isOdd({ call, key }: Asked): boolean {
  return call !== 'remoteConfig' && !(Number.isSafeInteger(key) && (key as number) > 0);
}

import { flagExample, flagWith, property } from './example.js';
import type { DeliberateDifference } from './difference.js';
import { viewOfValues } from './view.js';

export const versions: DeliberateDifference = {
  id: 'versions',
  rule: 'Hackle page §5.4, §11: only strings are versions',
  answer: 'a number is no version',
  ...viewOfValues('VERSION', (value) => typeof value !== 'number'),
  example: flagExample(flagWith(property('IN', 'VERSION', ['1.2'])), { id: 'ana', properties: { p: 1.2 } }, false),
};

import { flagExample, flagWith, property } from './example.js';
import type { DeliberateDifference } from './difference.js';
import { viewOfValues } from './view.js';

const decimal = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

export const numbers: DeliberateDifference = {
  id: 'numbers',
  rule: 'Hackle page §5.4, §11: text is a number where it holds a decimal number',
  answer: 'empty text and text of a hexadecimal number are no numbers',
  ...viewOfValues('NUMBER', (value) => typeof value !== 'string' || !isRead(value) || isDecimal(value)),
  example: flagExample(flagWith(property('LT', 'NUMBER', [5])), { id: 'ana', properties: { p: '' } }, false),
};

/** Whether somebody might take a text for a number. */
function isRead(text: string): boolean {
  return !Number.isNaN(Number(text));
}

function isDecimal(text: string): boolean {
  return decimal.test(text) && Number.isFinite(Number(text));
}

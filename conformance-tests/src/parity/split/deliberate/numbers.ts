import { matcherExample } from './example.js';
import type { DeliberateDifference } from './difference.js';
import { viewOfValues } from './view.js';

const numeric = new Set(['EQUAL_TO', 'GREATER_THAN_OR_EQUAL_TO', 'LESS_THAN_OR_EQUAL_TO', 'BETWEEN']);

export const numbers: DeliberateDifference = {
  id: 'numbers',
  rule: 'Split page §2.5 → Do: finite numbers; no blank text, null, booleans and lists',
  answer: 'what is not a finite number, nor text of one, nor a date, matches no number and no date',
  ...viewOfValues('a number', ({ matcherType }) => numeric.has(matcherType), numberOrNothing),
  example: matcherExample(
    { matcherType: 'EQUAL_TO', unaryNumericMatcherData: { dataType: 'NUMBER', value: 5 } },
    [5],
    'off',
  ),
};

function numberOrNothing(value: unknown): unknown {
  if (value === null || typeof value === 'boolean' || Array.isArray(value)) return undefined;
  if (typeof value !== 'number' && typeof value !== 'string') return value;
  const blank = typeof value === 'string' && value.trim() === '';
  return blank || Math.abs(Number(value)) === Infinity ? undefined : value;
}

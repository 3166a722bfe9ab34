import { pattern } from '@polyflag/core-engine';
import { oneFlag, type DeliberateDifference } from './difference.js';

const selector = ['context', 'user', 'user_properties', 'city'];

function isRefused(source: string): boolean {
  return pattern(source).kind === 'refused';
}

export const refusedExpressions: DeliberateDifference = {
  id: 'refused expressions',
  rule: 'DECISIONS 31',
  answer: 'an expression that could stall the process matches nothing, and that it does not match does not hold either',
  rewrite: (condition) => {
    if (!condition.op.startsWith('regex') || !condition.values.some(isRefused)) return condition;
    // Where one behind it is invalid, the evaluation fails there.
    const fails = condition.values.some((source) => pattern(source).kind === 'invalid');
    if (condition.op === 'regex does not match' && !fails) return { ...condition, op: 'unknown' };
    return { ...condition, values: condition.values.filter((source) => !isRefused(source)) };
  },
  example: {
    definitions: oneFlag({ selector, op: 'regex match', values: ['(p+)+\\1'] }),
    user: { user_properties: { city: 'pp' } },
    answer: { f: { key: 'off', metadata: {} } },
  },
};

import type { Comparison } from '../comparison.js';
import type { Answer } from './answer.js';
import { deliberateDifferences } from './deliberate/differences.js';
import { describeQuestion, type Question } from './question.js';
import { compare } from './run.js';

/** Hackle, beside the vendor's SDK for JavaScript as it works on a server. */
export const hackle: Comparison<Question, Answer> = {
  title: 'Hackle beside its SDK',
  other: 'the SDK',
  standard: { seed: 20_260_114, count: 40_000 },
  rules: deliberateDifferences,
  compare: (run) => compare({ ...run, differences: deliberateDifferences }),
  describe: describeQuestion,
};

import { loadPatternEngine } from '@polyflag/core-engine';
import type { Comparison } from '../comparison.js';
import { deliberateDifferences } from './deliberate/differences.js';
import { describeQuestion, type Question } from './question.js';
import { compare } from './run.js';
import type { Answer } from './side.js';

/** Amplitude's flags, evaluated locally. */
export const amplitude: Comparison<Question, Answer> = {
  title: 'Amplitude, evaluated locally, beside its SDK',
  other: 'the SDK',
  standard: { seed: 20_261_121, count: 24_000 },
  rules: deliberateDifferences,
  async compare(run) {
    await loadPatternEngine();
    return compare({ ...run, differences: deliberateDifferences });
  },
  describe: describeQuestion,
};

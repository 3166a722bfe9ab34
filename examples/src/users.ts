import type { EvaluationContext } from '@openfeature/server-sdk';
import type { Question } from './application.js';

/** Who uses the application. */
export const users: readonly EvaluationContext[] = [
  { targetingKey: 'example1' },
  { targetingKey: 'key' },
  { targetingKey: 'user-7', plan: 'gold' },
];

/** What it asks wherever the flags of splits.json are, however they get there. */
export const questions: readonly Question[] = [
  { flag: 'feature_flag_1', type: 'boolean', fallback: false },
  { flag: 'feature_flag_1', type: 'string', fallback: 'none' },
];

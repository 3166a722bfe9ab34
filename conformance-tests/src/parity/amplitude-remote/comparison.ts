import type { Comparison } from '../comparison.js';
import { show } from '../report.js';
import type { FetchCase } from './cases.js';
import { compareFetches, type Outcome } from './run.js';

/** Amplitude's variants, fetched from its backend: what is sent for them, and what comes of the answer. */
export const amplitudeRemote: Comparison<FetchCase, Outcome> = {
  title: 'Amplitude, evaluated by its backend, beside its SDK',
  other: 'the SDK',
  standard: { seed: 20_261_121, count: 1_000 },
  rules: [],
  compare: compareFetches,
  describe: ({ user, options, status, body }) => [
    `status ${String(status)}, body ${JSON.stringify(body)}`,
    `user ${show(user)}`,
    `options ${show(options)}`,
  ],
};

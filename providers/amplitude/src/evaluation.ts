import type { EvaluationContext } from '@openfeature/core';
import type { Decision, Explanation } from '@polyflag/core-engine';
import type { ExperimentUser } from './wire/user.js';

/** One of the two ways in which flags are decided for OpenFeature: by the backend, or here. */
export interface Evaluation {
  /** Decides one flag. Never throws and never rejects. */
  decide(flagKey: string, context: EvaluationContext): Decision | Promise<Decision>;

  /** Whom a decision is about, for reports; `undefined`: nobody. */
  userOf(decision: Decision, context: EvaluationContext): ExperimentUser | undefined;

  /** How a decision comes about. */
  explain(flagKey: string, context: EvaluationContext): Explanation;
}

import type { EvaluationContext } from '@openfeature/core';
import type { Backend, Clock, Decision, Explanation, ProblemLog, Transport } from '@polyflag/core-engine';
import type { AmplitudeSettings } from '../config/settings.js';
import type { ExperimentUser } from '../wire/user.js';
import type { Variants } from '../wire/variant.js';

/** What may be said of one local evaluation (spec §4.6). */
export interface EvaluateOptions {
  /** Whether exposures of the evaluated flags are reported; default false. */
  readonly tracksExposure?: boolean | null | undefined;
}

/** What evaluates locally, behind a client with `localEvaluation: true`. */
export interface LocalEvaluation extends Backend {
  /**
   * The variants of a user, default ones included, from the flags that are there (spec §4.6).
   *
   * @param flagKeys the flags that are asked for, whose dependencies come with them; default all
   * @throws Error as the vendor's client does, for a cycle of dependencies
   */
  evaluate(user: ExperimentUser, flagKeys: readonly string[] | undefined, options: EvaluateOptions): Variants;

  /** Decides one flag for an OpenFeature context. Nothing is reported. */
  decide(flagKey: string, context: EvaluationContext): Decision;

  /** How that decision comes about. */
  explain(flagKey: string, context: EvaluationContext): Explanation;
}

/** What local evaluation is made of. */
export interface LocalParts {
  readonly settings: AmplitudeSettings;
  readonly clock: Clock;
  readonly log: ProblemLog;
  /** The client closes it. */
  readonly transport: Transport;
}

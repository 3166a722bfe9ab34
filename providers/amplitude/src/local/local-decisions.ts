import type { EvaluationContext } from '@openfeature/core';
import { general, type Decision, type Explanation } from '@polyflag/core-engine';
import type { LocalEvaluation } from '../client/local-evaluation.js';
import type { ClientRuntime } from '../client/runtime.js';
import type { ProviderSettings } from '../config/settings.js';
import { userOfContext } from '../context.js';
import type { Evaluation } from '../evaluation.js';
import { unidentified } from '../refusals.js';
import type { ExperimentUser } from '../wire/user.js';

/** Flags that are evaluated here. */
export class LocalDecisions implements Evaluation {
  private readonly local: LocalEvaluation;
  private readonly requireIdentity: boolean;

  constructor({ local }: ClientRuntime, { requireIdentity }: ProviderSettings) {
    if (local === undefined) throw general('the client evaluates remotely');
    this.local = local;
    this.requireIdentity = requireIdentity;
  }

  decide(flagKey: string, context: EvaluationContext): Decision {
    if (this.requireIdentity && userOfContext(context, true).kind === 'unidentified') return unidentified;
    return this.local.decide(flagKey, context);
  }

  userOf(_decision: Decision, context: EvaluationContext): ExperimentUser | undefined {
    const read = userOfContext(context);
    return read.kind === 'user' ? read.user : undefined;
  }

  explain(flagKey: string, context: EvaluationContext): Explanation {
    return this.local.explain(flagKey, context);
  }
}

import type { EvaluationDetails, FlagValue, FlagValueType } from '@openfeature/core';
import type { HeardEvent } from './heard.js';

/** An evaluation that a case made. */
export interface Evaluation {
  readonly caseId: string;
  readonly type: FlagValueType;
  readonly key: string;
  readonly default: FlagValue;
  readonly details: EvaluationDetails<FlagValue>;
}

/** What all cases of a run have seen. */
export class Journal {
  readonly evaluations: Evaluation[] = [];
  readonly events: HeardEvent[] = [];
}

import type { FailCode, FlagProgram, Outcome, Reason } from './program.js';

/** The constants of a program that outlive its compilation. */
export type FlagHead = Pick<FlagProgram, 'key' | 'kind' | 'info'>;

export interface DecisionError {
  readonly code: FailCode;
  readonly message: string;
}

/**
 * Where others keep what they derive from a decision, so that it is derived once. Opaque to the evaluation, and the only
 * part of a decision that is not frozen.
 */
export class DecisionSlot {
  /** The `provider` room's: typed details. */
  views: unknown = undefined;
  /** A vendor's: how its API tells the decision, and how it is reported. Only for the decisions of a set of its own. */
  vendor: unknown = undefined;
}

/** The answer of a flag: frozen, and built once for each step, outcome and mark, when it is answered first. */
export interface Decision {
  /** Absent when there is no such flag. */
  readonly flag: FlagHead | undefined;
  /** Absent when the flag gave no answer, or failed without one. */
  readonly outcome: Outcome | undefined;
  /** The vendor's word for how it came about. */
  readonly label: string;
  readonly reason: Reason;
  readonly mark: boolean;
  readonly error: DecisionError | undefined;
  readonly slot: DecisionSlot;
}

/** Builds the decision of one step and outcome. */
export function decisionOf(
  flag: FlagHead | undefined,
  outcome: Outcome | undefined,
  label: string,
  reason: Reason,
  mark = false,
  error?: DecisionError,
): Decision {
  return Object.freeze({ flag, outcome, label, reason, mark, error, slot: new DecisionSlot() });
}

/** The answer where there is no flag of that name. */
export function notFoundDecision(label: string): Decision {
  return decisionOf(undefined, undefined, label, 'ERROR', false, {
    code: 'FLAG_NOT_FOUND',
    message: 'there is no such flag',
  });
}

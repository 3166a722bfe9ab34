/** The words of Hackle for how a decision came about (spec §3.8). */
export type DecisionReason =
  | 'SDK_NOT_READY'
  | 'EXCEPTION'
  | 'INVALID_INPUT'
  | 'EXPERIMENT_NOT_FOUND'
  | 'EXPERIMENT_DRAFT'
  | 'EXPERIMENT_PAUSED'
  | 'EXPERIMENT_COMPLETED'
  | 'OVERRIDDEN'
  | 'TRAFFIC_NOT_ALLOCATED'
  | 'NOT_IN_MUTUAL_EXCLUSION_EXPERIMENT'
  | 'IDENTIFIER_NOT_FOUND'
  | 'VARIATION_DROPPED'
  | 'TRAFFIC_ALLOCATED'
  | 'TRAFFIC_ALLOCATED_BY_TARGETING'
  | 'NOT_IN_EXPERIMENT_TARGET'
  | 'FEATURE_FLAG_NOT_FOUND'
  | 'FEATURE_FLAG_INACTIVE'
  | 'INDIVIDUAL_TARGET_MATCH'
  | 'TARGET_RULE_MATCH'
  | 'DEFAULT_RULE'
  | 'REMOTE_CONFIG_PARAMETER_NOT_FOUND'
  | 'TYPE_MISMATCH';

/** The labels of decisions are these words; whoever writes one in a program is held to them. */
export function label(reason: DecisionReason): DecisionReason {
  return reason;
}

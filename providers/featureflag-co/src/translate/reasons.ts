/** Why a flag answers as it does, in the vendor's words (spec §6.4). */
export type FlagReason =
  | 'flag off'
  | 'prerequisite failed'
  | 'target match'
  | 'rule match'
  | 'fall through all rules'
  | 'client not ready'
  | 'flag not found'
  | 'user not specified'
  | 'wrong type'
  | 'error in evaluation';

/** A reason as the label of a step: the engine takes any text, and this keeps it to those there are. */
export function label(reason: FlagReason): FlagReason {
  return reason;
}

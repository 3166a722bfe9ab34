import type { Decision } from '@polyflag/core-engine';
import { FlagState } from '../client/flag-state.js';
import type { FlagReason } from '../translate/reasons.js';
import type { ReportedVariation } from './report.js';

/** What a flag says of itself. */
export interface FlagInfo {
  readonly keyName: string;
  readonly name: string;
  readonly timestamp: number;
}

/** What follows from a decision for the vendor's API and its events, made once and kept by the decision. */
export class Kept {
  readonly state: FlagState;
  readonly variation: ReportedVariation;
  /** The list of an event that tells of nothing else. */
  readonly alone: readonly ReportedVariation[];

  constructor({ flag, outcome, label, mark }: Decision) {
    const { keyName = '', name = '' } = (flag?.info ?? {}) as Partial<FlagInfo>;
    // An option's id is a number and its value a text: so they are translated.
    const localId = outcome?.id as number;
    const variationValue = outcome?.value as string;
    const reason = label as FlagReason;
    this.state = new FlagState({ id: localId, reason, variation: variationValue, keyName, name });
    this.variation = {
      featureFlagKeyName: keyName,
      sendToExperiment: mark,
      variation: { localId, variationValue, reason },
    };
    this.alone = [this.variation];
  }
}

/** What is kept by a decision with an outcome. */
export function keptOf(decision: Decision): Kept {
  // Only this function writes the slot.
  const kept = decision.slot.vendor as Kept | undefined;
  if (kept !== undefined) return kept;
  const made = new Kept(decision);
  decision.slot.vendor = made;
  return made;
}

import type { Decision, Outcome } from '@polyflag/core-engine';
import type { FallbackTreatments } from '../validation/fallback-treatments.js';
import { CONTROL } from '../translate/matcher.js';

/** What a caller of the vendor API gets of a decision, and under which label it is reported. */
export interface Answer {
  readonly treatment: string;
  /** The configuration of the treatment, as text. */
  readonly config: string | null;
  readonly label: string;
}

/** The treatment of a decision, or its fallback where that is `control` (spec §2.2). */
export function answerOf(decision: Decision, flagName: string, fallbacks: FallbackTreatments | undefined): Answer {
  const treatment = treatmentOf(decision);
  if (treatment === CONTROL) return controlAnswer(flagName, decision.label, fallbacks, configOf(decision.outcome));
  return { treatment, config: configOf(decision.outcome), label: decision.label };
}

/** What is answered where no definition decided. */
export function controlAnswer(
  flagName: string,
  label: string,
  fallbacks: FallbackTreatments | undefined,
  config: string | null = null,
): Answer {
  const fallback = fallbacks?.byFlag.get(flagName) ?? fallbacks?.global;
  if (fallback === undefined) return { treatment: CONTROL, config, label };
  return { treatment: fallback.treatment, config: fallback.config, label: `fallback - ${label}` };
}

/** A decision without an outcome is `control`. */
export function treatmentOf({ outcome }: Decision): string {
  return outcome?.variant ?? CONTROL;
}

export function configOf(outcome: Outcome | undefined): string | null {
  return typeof outcome?.payload === 'string' ? outcome.payload : null;
}

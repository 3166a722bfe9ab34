import type { Decision, Json } from '@polyflag/core-engine';
import { experimentInfo } from '../reports/bodies.js';
import { keptOf } from '../reports/kept.js';
import type { DecisionReason } from '../translate/reasons.js';
import { CONTROL } from '../translate/variations.js';

/** The parameters of a variation (spec §3.9). */
export type Parameters = Readonly<Record<string, Json>>;

const noParameters: Parameters = Object.freeze({});

/** Which experiment decided. */
export interface ExperimentRef {
  readonly key: number;
  readonly version: number;
}

/** What a decision about an experiment brings along, whatever its kind. Frozen. */
class Detail {
  /** How the decision came about. */
  readonly reason: DecisionReason;
  readonly parameters: Parameters;

  constructor(reason: DecisionReason, parameters: Parameters) {
    this.reason = reason;
    this.parameters = parameters;
  }

  /**
   * A parameter of the variation.
   *
   * @param fallback given back where there is no such parameter, or one of another type; null or nothing takes any type
   */
  get(name: string, fallback: string): string;
  get(name: string, fallback: number): number;
  get(name: string, fallback: boolean): boolean;
  get(name: string, fallback?: null): Json | null | undefined;
  get(name: string, fallback?: unknown): unknown {
    const value = Object.hasOwn(this.parameters, name) ? this.parameters[name] : undefined;
    if (value === undefined) return fallback;
    return (fallback ?? undefined) === undefined || typeof value === typeof fallback ? value : fallback;
  }
}

/** The decision of an A/B test. */
export class VariationDetail extends Detail {
  /** The key of the variation; the caller's default where nothing was decided. */
  readonly variation: string;
  /** Absent where no A/B test decided. */
  readonly experiment: ExperimentRef | undefined;

  constructor(variation: string, reason: DecisionReason, parameters = noParameters, experiment?: ExperimentRef) {
    super(reason, parameters);
    this.variation = variation;
    this.experiment = experiment;
    Object.freeze(this);
  }
}

/** The decision of a feature flag. */
export class FeatureFlagDetail extends Detail {
  readonly isOn: boolean;
  /** Absent where no feature flag decided. */
  readonly featureFlag: ExperimentRef | undefined;

  constructor(isOn: boolean, reason: DecisionReason, parameters = noParameters, featureFlag?: ExperimentRef) {
    super(reason, parameters);
    this.isOn = isOn;
    this.featureFlag = featureFlag;
    Object.freeze(this);
  }
}

/** What a decision about an A/B test comes to; made once for a decision. */
export function variationDetailOf(decision: Decision): VariationDetail | undefined {
  const kept = keptOf(decision);
  return (kept.detail ??= makeVariationDetail(decision)) as VariationDetail | undefined;
}

/** What a decision about a feature flag comes to; made once for a decision. */
export function featureFlagDetailOf(decision: Decision): FeatureFlagDetail | undefined {
  const kept = keptOf(decision);
  return (kept.detail ??= makeFeatureFlagDetail(decision)) as FeatureFlagDetail | undefined;
}

function makeVariationDetail(decision: Decision): VariationDetail | undefined {
  const variation = decision.outcome?.variant ?? undefined;
  if (variation === undefined) return undefined;
  return new VariationDetail(variation, reasonOf(decision), parametersOf(decision), refOf(decision));
}

function makeFeatureFlagDetail(decision: Decision): FeatureFlagDetail | undefined {
  const variation = decision.outcome?.variant ?? undefined;
  if (variation === undefined) return undefined;
  return new FeatureFlagDetail(variation !== CONTROL, reasonOf(decision), parametersOf(decision), refOf(decision));
}

function reasonOf({ label }: Decision): DecisionReason {
  return label as DecisionReason;
}

function parametersOf({ outcome }: Decision): Parameters {
  return outcome?.parameters === undefined ? noParameters : Object.freeze(outcome.parameters);
}

function refOf(decision: Decision): ExperimentRef | undefined {
  const info = experimentInfo(decision);
  return info === undefined ? undefined : Object.freeze({ key: info.key, version: info.version });
}

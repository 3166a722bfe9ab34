/** Whom an event is about, as it is sent (spec §8.2): what is not set is empty. */
export interface ReportedUser {
  readonly keyId: string;
  readonly userName: string;
  readonly email: string;
  readonly country: string;
  readonly customizedProperties: readonly CustomProperty[];
}

export interface CustomProperty {
  readonly name: string;
  readonly value: string;
}

/** What a flag answered, as it is sent but for the time. Shared by all events that say the same. */
export interface ReportedVariation {
  readonly featureFlagKeyName: string;
  readonly sendToExperiment: boolean;
  readonly variation: { readonly localId: number; readonly variationValue: string; readonly reason: string };
}

/** One evaluation: the flag's answer last, before it those of its prerequisites, deepest first (spec §6.3). */
export interface UsageReport {
  readonly kind: 'usage';
  readonly user: ReportedUser;
  /** At least one. */
  readonly variations: readonly ReportedVariation[];
  /** When it was evaluated, in epoch milliseconds: the time of every variation. */
  readonly timestamp: number;
}

export interface Metric {
  readonly eventName: string;
  /** Above 0. */
  readonly numericValue: number;
}

/** One call of `trackMetric` or `trackMetrics`. It carries no time: the server notes when it arrives (spec §8.3). */
export interface MetricReport {
  readonly kind: 'metric';
  readonly user: ReportedUser;
  /** At least one. */
  readonly metrics: readonly Metric[];
}

/** What waits to be sent. */
export type Report = UsageReport | MetricReport;

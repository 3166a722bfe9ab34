import type { Metric, Report, ReportedUser, ReportedVariation } from './report.js';

/** An evaluation as it is sent (spec §8.2). */
export interface UsageEventWire {
  readonly user: ReportedUser;
  readonly userVariations: readonly (ReportedVariation & { readonly timestamp: number })[];
}

/** Metrics as they are sent (spec §8.3). */
export interface MetricEventWire {
  readonly user: ReportedUser;
  readonly metrics: readonly MetricWire[];
}

export interface MetricWire extends Metric {
  readonly route: 'index/metric';
  readonly type: 'CustomEvent';
  readonly appType: string;
}

export type EventWire = UsageEventWire | MetricEventWire;

/** An event as it is sent. */
export function eventOf(report: Report): EventWire {
  switch (report.kind) {
    case 'usage': {
      const { user, variations, timestamp } = report;
      return {
        user,
        userVariations: variations.map(({ featureFlagKeyName, sendToExperiment, variation }) => ({
          featureFlagKeyName,
          sendToExperiment,
          timestamp,
          variation,
        })),
      };
    }
    case 'metric': {
      const { user, metrics } = report;
      return {
        user,
        metrics: metrics.map(({ eventName, numericValue }) => ({
          eventName,
          numericValue,
          route: 'index/metric',
          type: 'CustomEvent',
          appType: 'nodeserverside',
        })),
      };
    }
  }
}

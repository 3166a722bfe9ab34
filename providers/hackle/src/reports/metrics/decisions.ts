import type { Decision } from '@polyflag/core-engine';
import type { FlagTarget } from '../../flag-keys.js';
import { CONTROL } from '../../translate/variations.js';
import { experimentInfo, parameterInfo } from '../bodies.js';
import { keptOf } from '../kept.js';
import { Metric, type MetricName } from './metric.js';
import type { Metrics } from './metrics.js';

/** Counts the decisions of a client, each under what it came to (spec §1.8). */
export class DecisionMetrics {
  private readonly metrics: Metrics;

  constructor(metrics: Metrics) {
    this.metrics = metrics;
  }

  /** A decision begins. */
  begin(): number {
    return this.metrics.begin();
  }

  /** An A/B test or a feature flag was decided. */
  experiment(decision: Decision, began: number): void {
    const ms = this.metrics.since(began);
    const kept = keptOf(decision);
    this.metrics.count((kept.metric ??= new Metric(experimentName(decision))), ms);
  }

  /** A parameter was decided, or cannot be used as the type that was asked for. */
  parameter(decision: Decision, reason: string, began: number): void {
    const ms = this.metrics.since(began);
    const kept = keptOf(decision);
    const key = parameterInfo(decision)?.key ?? '';
    const isAsDecided = reason === decision.label;
    const metric = isAsDecided
      ? (kept.metric ??= new Metric(parameterName(key, reason)))
      : (kept.mismatch ??= new Metric(parameterName(key, reason)));
    this.metrics.count(metric, ms);
  }

  /** Nothing was decided. @param fallback the variation that an A/B test was to have */
  refused(kind: FlagTarget['kind'], key: string, reason: string, fallback: string, began: number): void {
    const ms = this.metrics.since(began);
    switch (kind) {
      case 'experiment':
        this.metrics.add({ name: 'experiment.decision', tags: { key, variation: fallback, reason } }, ms);
        break;
      case 'feature':
        this.metrics.add({ name: 'feature.flag.decision', tags: { key, on: 'false', reason } }, ms);
        break;
      case 'config':
        this.metrics.add(parameterName(key, reason), ms);
    }
  }
}

function experimentName(decision: Decision): MetricName {
  const { flag, outcome, label: reason } = decision;
  const key = String(experimentInfo(decision)?.key);
  const variation = outcome?.variant ?? CONTROL;
  if (flag?.kind !== 'FEATURE_FLAG') return { name: 'experiment.decision', tags: { key, variation, reason } };
  return { name: 'feature.flag.decision', tags: { key, on: String(variation !== CONTROL), reason } };
}

function parameterName(key: string, reason: string): MetricName {
  return { name: 'remote.config.decision', tags: { key, reason } };
}

import type { Metric } from '../reports/report.js';
import { reportedUser, userOf } from '../user/user.js';
import type { FFCRuntime } from './runtime.js';

/** Takes metrics in one event; those that cannot be used are said once and go nowhere (spec §8.3). Nothing is thrown. */
export function trackAll(runtime: FFCRuntime, method: string, user: unknown, values: unknown): void {
  const { log, reports } = runtime;
  try {
    const metrics = metricsOf(values);
    if (typeof metrics === 'string') {
      log.warn(`${method}: ${metrics}`);
      return;
    }
    const read = userOf(user);
    if (read === undefined) log.warn(`${method}: the user cannot be used`);
    else if (reports === undefined) log.debug(`${method}: a metric was dropped: the client is not open`);
    else reports.metrics(metrics, reportedUser(read.key, read.attributes));
  } catch {
    log.warn(`${method}: the metrics or the user cannot be read`);
  }
}

/** Metrics as they are sent, or why there are none. A value that is no number discards them all (spec §8.3). */
function metricsOf(values: unknown): readonly Metric[] | string {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    return 'metrics are an object of names and numbers';
  }
  const entries = Object.entries(values);
  if (entries.some(([, value]) => typeof value !== 'number' || !Number.isFinite(value))) {
    return 'the value of a metric is a finite number';
  }
  const metrics = (entries as [string, number][])
    .filter(([eventName, numericValue]) => eventName !== '' && numericValue > 0)
    .map(([eventName, numericValue]) => ({ eventName, numericValue }));
  return metrics.length === 0 ? 'a metric has a name, and a value above 0' : metrics;
}

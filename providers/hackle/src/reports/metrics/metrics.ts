import { Metric, type MetricName, type MetricWire } from './metric.js';

/** So many metrics are counted between two reports; callers may ask for whatever does not exist. */
const MOST_METRICS = 10_000;
/** So many decisions between two reports are measured one and all, and afterwards one in as many. */
const MEASURED = 100;

/**
 * Counts what a client does and how long it takes, until that is taken away to be sent (spec §1.8). Two looks at a clock
 * cost as much as a decision does: of many decisions only some are measured, and all are counted.
 */
export class Metrics {
  /** How often something was not counted because there were too many metrics. */
  leftOut = 0;
  /** Those that have counted something. */
  private active: Metric[] = [];
  /** Those that nobody keeps. */
  private named = new Map<string, Metric>();
  private readonly elapsed: () => number;
  private measured = 0;
  private left = 1;

  /** @param elapsed a time in milliseconds that only runs forwards */
  constructor(elapsed: () => number = () => performance.now()) {
    this.elapsed = elapsed;
  }

  /** A decision begins. @returns what `since` takes; NaN: this one is not measured */
  begin(): number {
    if (--this.left > 0) return NaN;
    this.measured += 1;
    this.left = this.measured < MEASURED ? 1 : MEASURED;
    return this.elapsed();
  }

  /** A time that is measured in any case, for `since`. */
  now(): number {
    return this.elapsed();
  }

  /** The milliseconds since then; NaN for NaN. */
  since(began: number): number {
    return Number.isNaN(began) ? NaN : this.elapsed() - began;
  }

  /** Counts once. Whoever counts the same again and again keeps the metric. @param ms NaN: it was not measured */
  count(metric: Metric, ms: number): void {
    if (metric.count > 0 || this.admit(metric)) metric.add(ms);
  }

  /** Counts once what nobody keeps. */
  add(id: MetricName, ms = NaN): void {
    const text = JSON.stringify(id);
    let metric = this.named.get(text);
    if (metric === undefined) {
      metric = new Metric(id);
      if (this.named.size < MOST_METRICS) this.named.set(text, metric);
    }
    this.count(metric, ms);
  }

  /** Takes away what was counted. */
  take(): MetricWire[] {
    const taken = this.active.map((metric) => metric.take());
    this.active = [];
    this.named = new Map();
    this.measured = 0;
    this.left = 1;
    return taken;
  }

  private admit(metric: Metric): boolean {
    if (this.active.length >= MOST_METRICS) {
      this.leftOut += 1;
      return false;
    }
    this.active.push(metric);
    return true;
  }
}

/** What a metric is called, and what tells it from others of that name (spec §1.8). */
export interface MetricName {
  readonly name: 'experiment.decision' | 'feature.flag.decision' | 'remote.config.decision' | 'api.call' | 'log';
  readonly tags: Readonly<Record<string, string>>;
}

/** A metric as it is sent; times in milliseconds. */
export interface MetricWire extends MetricName {
  readonly type: 'TIMER' | 'COUNTER';
  readonly measurements: Readonly<Record<string, number>>;
}

/** How often something took place since it was last told, and of what was measured how long it took. */
export class Metric {
  count = 0;
  private readonly id: MetricName;
  private measured = 0;
  private total = 0;
  private max = 0;

  constructor(id: MetricName) {
    this.id = id;
  }

  /** @param ms how long it took; NaN: that was not measured */
  add(ms: number): void {
    this.count += 1;
    if (!(ms >= 0)) return;
    this.measured += 1;
    this.total += ms;
    if (ms > this.max) this.max = ms;
  }

  /**
   * As it is sent; it begins anew. What was not measured counts as long as the mean of what was.
   */
  take(): MetricWire {
    const { id, count, measured, total, max } = this;
    this.count = this.measured = this.total = this.max = 0;
    if (id.name === 'log') return { ...id, type: 'COUNTER', measurements: { count } };
    const mean = measured === 0 ? 0 : total / measured;
    return { ...id, type: 'TIMER', measurements: { count, total: mean * count, max, mean } };
  }
}

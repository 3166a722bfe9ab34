/** How often something happened in a period that begins at `period`, in epoch milliseconds. */
export interface CountedPeriod {
  readonly name: string;
  readonly period: number;
  readonly count: number;
}

/** Counts one name. Whoever counts the same name again and again keeps its counter. */
export class PeriodCounter {
  readonly name: string;
  /** The period that is counted, by its beginning; none: NaN. Of `PeriodCounts` only, as `count` is. */
  period = NaN;
  count = 0;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Counts by name and period of time, for instance by the hour, until somebody takes the counts away. Two counters may have
 * one name: their counts are told together.
 */
export class PeriodCounts {
  /** Counts that were given up because there were too many names and periods. */
  dropped = 0;
  private readonly periodMs: number;
  private readonly maxRows: number;
  private readonly open = new Set<PeriodCounter>();
  private rows = new Map<string, Map<number, number>>();
  private rowCount = 0;
  private begin = 0;
  private end = 0;

  /**
   * @param periodMs how long a period is, in milliseconds
   * @param maxRows how many pairs of name and period are kept at most; what would be one more is dropped and counted
   */
  constructor(periodMs: number, maxRows: number) {
    this.periodMs = periodMs;
    this.maxRows = maxRows;
  }

  /** The beginning of the period that a time lies in. */
  periodOf(now: number): number {
    // A division costs more than the rest of counting, and most times lie in the period of the one before.
    if (now < this.begin || now >= this.end) {
      this.begin = now - (now % this.periodMs);
      this.end = this.begin + this.periodMs;
    }
    return this.begin;
  }

  /** Counts one more, at a time in epoch milliseconds. */
  increment(counter: PeriodCounter, now: number): void {
    const period = this.periodOf(now);
    if (counter.period !== period) this.turn(counter, period);
    counter.count += 1;
  }

  /** What was counted and not taken yet: the sum. */
  get pending(): number {
    let sum = 0;
    for (const periods of this.rows.values()) for (const count of periods.values()) sum += count;
    for (const { count } of this.open) sum += count;
    return sum;
  }

  /** Takes all counts away, in the order in which their names came. */
  take(): CountedPeriod[] {
    for (const counter of this.open) {
      this.close(counter);
      counter.period = NaN;
    }
    this.open.clear();
    const taken: CountedPeriod[] = [];
    for (const [name, periods] of this.rows) {
      for (const [period, count] of periods) taken.push({ name, period, count });
    }
    this.rows = new Map();
    this.rowCount = 0;
    return taken;
  }

  private turn(counter: PeriodCounter, period: number): void {
    this.close(counter);
    // Counters that nobody keeps any more must not wait here without bound for the counts to be taken.
    if (this.open.size >= this.maxRows) {
      for (const other of this.open) {
        this.close(other);
        other.period = NaN;
      }
      this.open.clear();
    }
    this.open.add(counter);
    counter.period = period;
  }

  /** Moves the count of a counter to the rows. */
  private close(counter: PeriodCounter): void {
    const { name, period, count } = counter;
    counter.count = 0;
    if (count === 0) return;
    const periods = this.rows.get(name);
    const before = periods?.get(period);
    if (before === undefined && this.rowCount >= this.maxRows) {
      this.dropped += count;
      return;
    }
    if (before === undefined) this.rowCount += 1;
    if (periods === undefined) this.rows.set(name, new Map([[period, count]]));
    else periods.set(period, (before ?? 0) + count);
  }
}

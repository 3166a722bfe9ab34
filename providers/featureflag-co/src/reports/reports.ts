import type { Clock, Decision, SideReport } from '@polyflag/core-engine';
import type { EventSink } from './event-sink.js';
import { keptOf } from './kept.js';
import type { Metric, ReportedUser, ReportedVariation } from './report.js';

/** Turns what was evaluated and tracked into events (spec §8), and hands them on. */
export class Reports {
  readonly sink: EventSink;
  private readonly clock: Clock;

  constructor(sink: EventSink, clock: Clock) {
    this.sink = sink;
    this.clock = clock;
  }

  /** A flag was evaluated, and on its behalf others. */
  usage(variations: readonly ReportedVariation[], user: ReportedUser): void {
    this.sink.add({ kind: 'usage', user, variations, timestamp: this.clock.now() });
  }

  metrics(metrics: readonly Metric[], user: ReportedUser): void {
    this.sink.add({ kind: 'metric', user, metrics });
  }
}

/** What an evaluation tells: the nested answers in the order in which they came about, the flag's own last (spec §6.3). */
export function variationsOf(decision: Decision, nested: readonly SideReport[]): readonly ReportedVariation[] {
  const { alone, variation } = keptOf(decision);
  if (nested.length === 0) return alone;
  return [...nested.map((report) => keptOf(report.decision).variation), variation];
}

import type { Clock } from '@polyflag/core-engine';
import type { Evaluated } from './evaluated.js';
import type { ImpressionHearing } from './listener.js';
import type { Reports, ReportsStats } from './reports.js';

/** Without a backend, in localhost mode, only the listener hears of impressions, and events go nowhere (spec §8). */
export class ListenerReports implements Reports {
  readonly recorder = undefined;
  readonly telemetry = undefined;
  private readonly hearing: ImpressionHearing;
  private readonly clock: Clock;

  constructor(hearing: ImpressionHearing, clock: Clock) {
    this.hearing = hearing;
    this.clock = clock;
  }

  get stats(): ReportsStats {
    return { listener: this.hearing.stats };
  }

  record(evaluated: Evaluated): void {
    this.hearing.hear(evaluated, this.clock.now(), undefined);
  }

  track(): boolean {
    return true;
  }

  start(): void {
    // The listener is called whenever there is something to hear.
  }

  ready(): void {
    // There is nobody to tell.
  }

  async flush(deadlineMs: number): Promise<void> {
    await this.hearing.drain(deadlineMs);
  }

  close(deadlineMs: number): Promise<void> {
    return this.flush(deadlineMs);
  }
}

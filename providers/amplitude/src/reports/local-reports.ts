import { placeOf, type Clock, type ProblemLog, type Transport } from '@polyflag/core-engine';
import type { AmplitudeSettings, AnalyticsSettings } from '../config/settings.js';
import type { ExperimentUser } from '../wire/user.js';
import type { RawVariant } from '../wire/variant.js';
import { Analytics } from './analytics.js';
import { ASSIGNMENT_SPAN, assignmentEvent } from './assignment.js';
import { canonicalOf } from './canonical.js';
import type { AnalyticsEvent } from './events.js';
import { EXPOSURE_SPAN, exposureEvents } from './exposures.js';
import { Once } from './once.js';

export interface LocalReportsParts {
  readonly settings: AmplitudeSettings;
  readonly transport: Pick<Transport, 'request'>;
  readonly clock: Clock;
  readonly log: ProblemLog;
}

type Results = Readonly<Record<string, RawVariant>>;

/** Reports what the client's own methods evaluate: assignments, and exposures where they are asked for (spec §4.13). */
export class LocalReports {
  private readonly clock: Clock;
  private readonly log: ProblemLog;
  private readonly assignments: Outlet | undefined;
  private readonly exposures: Outlet | undefined;

  constructor(parts: LocalReportsParts) {
    this.clock = parts.clock;
    this.log = parts.log;
    const { assignments, exposures } = parts.settings;
    this.assignments = assignments === undefined ? undefined : new Outlet(parts, assignments, ASSIGNMENT_SPAN);
    this.exposures = exposures === undefined ? undefined : new Outlet(parts, exposures, EXPOSURE_SPAN);
  }

  /** Whether an evaluation is reported at all. */
  wants(tracksExposure: boolean): boolean {
    return this.assignments !== undefined || (tracksExposure && this.exposures !== undefined);
  }

  /** Flags were evaluated for a user. Never throws. */
  evaluated(user: ExperimentUser, results: Results, tracksExposure: boolean): void {
    try {
      const now = this.clock.now();
      this.assignments?.report(user, results, now, () => [assignmentEvent(user, results, now)]);
      if (tracksExposure) this.exposures?.report(user, results, now, () => exposureEvents(user, results, now));
    } catch (error) {
      this.log.error(`an evaluation could not be reported: ${placeOf(error)}`);
    }
  }

  /** Sends what waits. @returns whether all of it was delivered before the deadline */
  async flush(deadlineMs: number): Promise<boolean> {
    const flushed = await Promise.all([
      this.assignments?.events.flush(deadlineMs),
      this.exposures?.events.flush(deadlineMs),
    ]);
    return !flushed.includes(false);
  }

  /** Sends what waits, and lets go of everything. Never rejects. */
  async close(deadlineMs: number): Promise<void> {
    await Promise.all([this.assignments?.events.close(deadlineMs), this.exposures?.events.close(deadlineMs)]);
  }
}

/** Events of one kind: those that were sent already, and the way out. */
class Outlet {
  readonly events: Analytics;
  private readonly once: Once;

  constructor(parts: LocalReportsParts, analytics: AnalyticsSettings, spanMs: number) {
    this.events = new Analytics({ ...parts, analytics });
    this.once = new Once(analytics.cacheCapacity, spanMs);
  }

  report(user: ExperimentUser, results: Results, now: number, make: () => readonly AnalyticsEvent[]): void {
    if (Object.keys(results).length === 0 || !this.once.isFirst(canonicalOf(user, results), now)) return;
    for (const event of make()) this.events.add(event);
  }
}

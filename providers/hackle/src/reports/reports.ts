import type { Clock, Decision, SideReport } from '@polyflag/core-engine';
import type { User } from '../user/user.js';
import { experimentInfo, parameterInfo, type RemoteConfigBody, type TargetingRoot, type TrackBody } from './bodies.js';
import type { EventSink } from './event-sink.js';
import { keptOf } from './kept.js';
import { Report } from './report.js';

/** Turns what was evaluated and tracked into events (spec §1.6), and hands them on. */
export class Reports {
  readonly sink: EventSink;
  private readonly clock: Clock;

  constructor(sink: EventSink, clock: Clock) {
    this.sink = sink;
    this.clock = clock;
  }

  /** An experiment was evaluated, and on its behalf others. One that failed is not reported. */
  exposure(decision: Decision, user: string | User, nested: readonly SideReport[]): void {
    const { exposure } = keptOf(decision);
    if (exposure === undefined) return;
    const now = this.clock.now();
    this.sink.add(new Report('exposure', exposure, user, now));
    if (nested.length > 0)
      this.nested(nested, { type: 'EXPERIMENT', id: experimentInfo(decision)?.id ?? 0 }, user, now);
  }

  /** A parameter was evaluated, and on its behalf experiments. */
  remoteConfig(
    decision: Decision,
    body: RemoteConfigBody | undefined,
    user: string | User,
    nested: readonly SideReport[],
  ): void {
    if (body === undefined) return;
    const now = this.clock.now();
    this.sink.add(new Report('remoteConfig', body, user, now));
    if (nested.length > 0)
      this.nested(nested, { type: 'REMOTE_CONFIG', id: parameterInfo(decision)?.id ?? 0 }, user, now);
  }

  /** An event was tracked. */
  track(body: TrackBody, user: string | User): void {
    this.sink.add(new Report('track', body, user, this.clock.now()));
  }

  /** In the order in which they ended, all with the time of their root. */
  private nested(reports: readonly SideReport[], root: TargetingRoot, user: string | User, now: number): void {
    for (const { decision, label } of reports) {
      const body = keptOf(decision).exposureFor(root, label);
      if (body !== undefined) this.sink.add(new Report('exposure', body, user, now));
    }
  }
}

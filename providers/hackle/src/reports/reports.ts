import type { Clock, Decision, SideReport } from '@polyflag/core-engine';
import { keptUser, type User } from '../user/user.js';
import {
  experimentInfo,
  parameterInfo,
  type ExposureBody,
  type RemoteConfigBody,
  type TargetingRoot,
  type TrackBody,
} from './bodies.js';
import type { EventSink } from './event-sink.js';
import { keptOf } from './kept.js';

/**
 * Turns what was evaluated and tracked into events (spec §1.6), and hands them on. Users are told as the sink takes them:
 * one who was read, or his only identifier and what the caller gave.
 */
export class Reports {
  readonly sink: EventSink;
  private readonly clock: Clock;

  constructor(sink: EventSink, clock: Clock) {
    this.sink = sink;
    this.clock = clock;
  }

  /** An experiment was evaluated, and on its behalf others. One that failed is not reported. */
  exposure(decision: Decision, nested: readonly SideReport[], user: string | User, given?: unknown): void {
    const { exposure } = keptOf(decision);
    if (exposure === undefined) return;
    if (nested.length === 0) this.sink.add('exposure', exposure, user, given);
    else this.withNested('exposure', exposure, nested, experimentRoot(decision), keptUser(user, given));
  }

  /** A parameter was evaluated, and on its behalf experiments. */
  remoteConfig(
    decision: Decision,
    body: RemoteConfigBody | undefined,
    nested: readonly SideReport[],
    user: string | User,
    given?: unknown,
  ): void {
    if (body === undefined) return;
    if (nested.length === 0) this.sink.add('remoteConfig', body, user, given);
    else this.withNested('remoteConfig', body, nested, parameterRoot(decision), keptUser(user, given));
  }

  /** An event was tracked. */
  track(body: TrackBody, user: string | User): void {
    this.sink.add('track', body, user);
  }

  /** What was evaluated, and what on its behalf in the order in which that ended, all with the time of the root. */
  private withNested(
    kind: 'exposure' | 'remoteConfig',
    own: ExposureBody | RemoteConfigBody,
    nested: readonly SideReport[],
    root: TargetingRoot,
    user: string | User,
  ): void {
    const now = this.clock.now();
    this.sink.add(kind, own, user, undefined, now);
    for (const { decision, label } of nested) {
      const body = keptOf(decision).exposureFor(root, label);
      if (body !== undefined) this.sink.add('exposure', body, user, undefined, now);
    }
  }
}

function experimentRoot(decision: Decision): TargetingRoot {
  return { type: 'EXPERIMENT', id: experimentInfo(decision)?.id ?? 0 };
}

function parameterRoot(decision: Decision): TargetingRoot {
  return { type: 'REMOTE_CONFIG', id: parameterInfo(decision)?.id ?? 0 };
}

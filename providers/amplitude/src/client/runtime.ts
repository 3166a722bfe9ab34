import {
  openTransport,
  ProblemLog,
  ReopeningTransport,
  systemClock,
  wayOf,
  type Clock,
  type Transport,
} from '@polyflag/core-engine';
import type { AmplitudeSettings } from '../config/settings.js';
import { makeLocal } from '../local/make-local.js';
import { RemoteFetch } from '../remote/fetch.js';
import { Analytics } from '../reports/analytics.js';
import type { LocalEvaluation } from './local-evaluation.js';

/** Parts to be used instead of the ordinary ones. */
export interface GivenParts {
  readonly clock?: Clock;
  readonly transport?: Transport;
}

/** What lies behind a client, shared with the provider that it is given to. */
export class ClientRuntime {
  readonly settings: AmplitudeSettings;
  readonly clock: Clock;
  readonly log: ProblemLog;
  readonly transport: Transport;
  readonly remote: RemoteFetch;
  /** Where events of the provider go; absent: nowhere. */
  readonly analytics: Analytics | undefined;
  /** Absent: flags are evaluated by the backend. */
  readonly local: LocalEvaluation | undefined;

  constructor(settings: AmplitudeSettings, { clock = systemClock, transport }: GivenParts = {}) {
    this.settings = settings;
    this.clock = clock;
    this.log = new ProblemLog(settings.logger);
    this.transport = transport ?? new ReopeningTransport(() => openTransport({ clock, ...wayOf(settings) }));
    this.remote = new RemoteFetch({ settings, clock, transport: this.transport });
    const { log } = this;
    const { analytics } = settings;
    this.analytics =
      analytics === undefined ? undefined : new Analytics({ settings, analytics, clock, transport: this.transport });
    this.local = settings.localEvaluation ? makeLocal({ settings, clock, log, transport: this.transport }) : undefined;
  }

  /** Sends what waits. Never rejects. */
  async flush(deadlineMs: number): Promise<void> {
    await Promise.all([this.analytics?.flush(deadlineMs), this.local?.flush?.(deadlineMs)]);
  }

  /** Gives up fetches, sends what waits and lets go of everything. Never rejects; all of it may begin anew. */
  async close(deadlineMs: number): Promise<void> {
    this.remote.stop();
    await Promise.all([this.analytics?.close(deadlineMs), this.local?.close(deadlineMs)]);
    this.transport.close();
  }
}

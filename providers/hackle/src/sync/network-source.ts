import {
  fatal,
  Health,
  isLasting,
  notReady,
  Poll,
  type Clock,
  type DefinitionsSink,
  type DefinitionsSource,
  type RoundOutcome,
  type SyncFailure,
} from '@polyflag/core-engine';
import type { HackleDefinitions } from '../definitions.js';
import { decodeWorkspace, refuseForeign } from '../wire/decode.js';
import { WorkspaceFetch, type WorkspaceFetchOptions } from './workspace-fetch.js';

export interface NetworkSourceOptions extends Pick<WorkspaceFetchOptions, 'transport' | 'requests'> {
  readonly clock: Clock;
  readonly definitions: HackleDefinitions;
  readonly pollingIntervalMillis: number;
}

/** A failed poll is repeated at the pace of the interval, but in this time at the latest, in milliseconds. */
const LONGEST_RETRY = 30_000;

/** So often the first fetch is tried again quickly: one connection that breaks is not to cost a start all of its time. */
const QUICK_RETRIES = 2;
const QUICK_RETRY_MS = 1_000;

/** Workspaces from the backend: fetched once, and then polled (spec §1.5). For one start. */
export class NetworkSource implements DefinitionsSource {
  private readonly clock: Clock;
  private readonly definitions: HackleDefinitions;
  private readonly poll: Poll;
  private readonly health: Health;
  private sink: DefinitionsSink | undefined;
  private settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  private isServing = false;
  private quickRetries = 0;
  private stopQuickRetry: () => void = () => undefined;

  constructor({ clock, definitions, pollingIntervalMillis, transport, requests }: NetworkSourceOptions) {
    this.clock = clock;
    this.definitions = definitions;
    const fetch = new WorkspaceFetch({ transport, requests, clock, apply: (document) => this.apply(document) });
    const retryMs = Math.min(pollingIntervalMillis, LONGEST_RETRY);
    this.poll = new Poll({
      clock,
      intervalMs: pollingIntervalMillis,
      round: (signal) => fetch.round(signal),
      heard: (outcome) => this.heard(outcome),
      // The vendor's figure: no growing waits (DECISIONS 24); up to a tenth is added, as to the interval.
      backoff: { baseMs: 1.1 * retryMs, maxMs: 1.1 * retryMs, jitter: 1 / 11 },
    });
    this.health = new Health(clock, (status) => {
      if (status.kind === 'failing') this.sink?.stale(status);
      else this.sink?.fresh();
    });
  }

  start(sink: DefinitionsSink): Promise<void> {
    this.sink = sink;
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.poll.start();
      this.poll.follow();
    });
  }

  stop(): Promise<void> {
    this.stopQuickRetry();
    this.poll.stop();
    this.sink = undefined;
    this.settle?.reject(notReady('the synchronisation was stopped'));
    return Promise.resolve();
  }

  private apply(document: unknown): void {
    refuseForeign(document);
    const workspace = decodeWorkspace(document);
    for (const problem of workspace.problems) this.sink?.problem(problem);
    const names = this.definitions.replace(workspace);
    this.isServing = true;
    this.sink?.changed(names);
    this.settle?.resolve();
  }

  private heard(outcome: RoundOutcome): void {
    if (outcome.kind === 'ok') this.health.succeeded();
    else if (this.isServing) this.health.failed(outcome);
    else this.startFailed(outcome);
  }

  private startFailed(failed: SyncFailure): void {
    this.sink?.problem(failed.message);
    if (failed.code === 'refused') this.settle?.reject(fatal(failed.message));
    const isWelcome = !isLasting(failed) && (failed.retryAfterMs ?? 0) <= QUICK_RETRY_MS;
    if (isWelcome && this.quickRetries < QUICK_RETRIES) {
      this.quickRetries += 1;
      const timer = this.clock.schedule(QUICK_RETRY_MS, () => void this.poll.now());
      this.stopQuickRetry = () => timer.cancel();
    }
  }
}

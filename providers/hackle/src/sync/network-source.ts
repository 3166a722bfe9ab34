import {
  fatal,
  Health,
  notReady,
  Poll,
  QuickRetries,
  steadyRetries,
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

/** So often, and after so long in milliseconds, the first fetch is tried again quickly. */
const QUICK_RETRIES = 2;
const QUICK_RETRY_MS = 1_000;

/** Workspaces from the backend: fetched once, and then polled (spec §1.5). For one start. */
export class NetworkSource implements DefinitionsSource {
  private readonly definitions: HackleDefinitions;
  private readonly poll: Poll;
  private readonly health: Health;
  private sink: DefinitionsSink | undefined;
  private settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  private isServing = false;
  private readonly quickRetries: QuickRetries;

  constructor({ clock, definitions, pollingIntervalMillis, transport, requests }: NetworkSourceOptions) {
    this.definitions = definitions;
    const fetch = new WorkspaceFetch({ transport, requests, clock, apply: (document) => this.apply(document) });
    this.poll = new Poll({
      clock,
      intervalMs: pollingIntervalMillis,
      round: (signal) => fetch.round(signal),
      heard: (outcome) => this.heard(outcome),
      backoff: steadyRetries(pollingIntervalMillis),
    });
    this.quickRetries = new QuickRetries({
      clock,
      times: QUICK_RETRIES,
      afterMs: QUICK_RETRY_MS,
      again: () => void this.poll.now(),
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
    this.quickRetries.stop();
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
    this.quickRetries.failed(failed);
  }
}

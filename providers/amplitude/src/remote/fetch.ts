import type { Clock, Deadlines, HttpRequest, Transport } from '@polyflag/core-engine';
import type { AmplitudeSettings } from '../config/settings.js';
import type { ExperimentUser } from '../wire/user.js';
import { vardataRequest, type FetchOptions } from '../wire/vardata.js';
import { isRetryable, type FetchFailure } from './failure.js';

/** What came of a fetch. */
export type FetchOutcome<T> = { readonly kind: 'answer'; readonly answer: T } | FetchFailure;

/** Reads the parsed body of an answer; a text says what is wrong with it. */
export type ReadAnswer<T> = (body: unknown) => { readonly answer: T } | string;

export interface RemoteFetchParts {
  readonly settings: AmplitudeSettings;
  readonly transport: Pick<Transport, 'request'>;
  /** What the waits between attempts go by. */
  readonly clock: Clock;
}

/** Fetches the variants of users, with the attempts of spec §1.8. Every fetch settles. */
export class RemoteFetch {
  private readonly parts: RemoteFetchParts;
  /** One for each fetch: a signal that thousands listen to is slow to listen to. */
  private readonly ongoing = new Set<AbortController>();

  constructor(parts: RemoteFetchParts) {
    this.parts = parts;
  }

  /**
   * The variants of a user: one attempt, and the retries that the settings allow. What is told of a failure is the first
   * attempt's.
   *
   * @throws TypeError when the user cannot be written as JSON
   */
  async fetch<T>(user: ExperimentUser, options: FetchOptions, read: ReadAnswer<T>): Promise<FetchOutcome<T>> {
    const request = vardataRequest(this.parts.settings, user, options);
    const controller = new AbortController();
    this.ongoing.add(controller);
    try {
      return await this.attempts(request, read, controller.signal);
    } finally {
      this.ongoing.delete(controller);
    }
  }

  /** Gives up every fetch that is under way: they end with `stopped`. Later ones are made as ever. */
  stop(): void {
    for (const controller of [...this.ongoing]) controller.abort();
  }

  private async attempts<T>(request: HttpRequest, read: ReadAnswer<T>, signal: AbortSignal): Promise<FetchOutcome<T>> {
    const { settings } = this.parts;
    const first = await this.attempt(request, settings.fetchTimeoutMillis, read, signal);
    if (first.kind === 'answer' || !isRetryable(first)) return first;
    let delay = settings.fetchRetryBackoffMinMillis;
    for (let retry = 0; retry < settings.fetchRetries; retry++) {
      await this.sleep(delay, signal);
      if (signal.aborted) return { kind: 'stopped' };
      const next = await this.attempt(request, settings.fetchRetryTimeoutMillis, read, signal);
      if (next.kind === 'answer' || next.kind === 'stopped') return next;
      delay = Math.min(delay * settings.fetchRetryBackoffScalar, settings.fetchRetryBackoffMaxMillis);
    }
    return first;
  }

  private async attempt<T>(
    request: HttpRequest,
    timeoutMs: number,
    read: ReadAnswer<T>,
    signal: AbortSignal,
  ): Promise<FetchOutcome<T>> {
    if (timeoutMs === 0) return { kind: 'timeout', asked: false };
    const deadlines = deadlinesOf(timeoutMs);
    const outcome = await this.parts.transport.request({ ...request, deadlines, signal });
    if (signal.aborted) return { kind: 'stopped' };
    if (outcome.kind === 'failed') {
      const { problem, message } = outcome;
      if (problem === 'timeout') return { kind: 'timeout', asked: true };
      return { kind: 'network', problem, message };
    }
    if (outcome.status !== 200) return { kind: 'status', status: outcome.status };
    let body: unknown;
    try {
      body = JSON.parse(outcome.body);
    } catch {
      // The parser's error is dropped: it quotes the text.
      return { kind: 'no-json' };
    }
    const answer = read(body);
    return typeof answer === 'string' ? { kind: 'unusable', message: answer } : { kind: 'answer', ...answer };
  }

  private sleep(delayMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        timer.cancel();
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = this.parts.clock.schedule(delayMs, wake, { hold: true });
      signal.addEventListener('abort', wake);
    });
  }
}

/** One deadline for everything (spec §1.7): no phase may take longer than the whole. */
function deadlinesOf(timeoutMs: number): Deadlines {
  return {
    lookup: timeoutMs,
    connect: timeoutMs,
    tls: timeoutMs,
    headers: timeoutMs,
    bodyIdle: timeoutMs,
    request: timeoutMs,
  };
}

import {
  failure,
  failureOfStatus,
  ok,
  readAnswer,
  retryAfterMs,
  type Clock,
  type RoundOutcome,
  type Transport,
} from '@polyflag/core-engine';
import { InvalidWorkspace } from '../wire/decode.js';
import type { HackleRequests } from '../wire/requests.js';

export interface WorkspaceFetchOptions {
  readonly transport: Pick<Transport, 'request'>;
  readonly requests: HackleRequests;
  /** For a `Retry-After` that is a date. */
  readonly clock: Clock;
  /** Puts a document into force. @throws InvalidWorkspace when it cannot be used */
  readonly apply: (document: unknown) => void;
}

const WHAT = 'the workspace';

/**
 * The conditional fetch of spec §1.4. What came counts as known only once it is in force: a document that cannot be used is
 * asked for again, whole.
 */
export class WorkspaceFetch {
  private readonly options: WorkspaceFetchOptions;
  /** The `Last-Modified` of what is in force, as it came. */
  private validator: string | undefined;

  constructor(options: WorkspaceFetchOptions) {
    this.options = options;
  }

  /** Asks once, and applies what is new. */
  async round(signal: AbortSignal): Promise<RoundOutcome> {
    const { transport, requests, clock, apply } = this.options;
    const { validator } = this;
    // It holds no process: who awaits a start does that.
    const outcome = await transport.request({ ...requests.workspace(validator), signal, background: true });
    if (signal.aborted) return failure('unavailable', `${WHAT}: given up`);
    const answer = readAnswer(outcome, WHAT);
    if (answer.kind === 'failed') return answer;
    if (answer.kind === 'status') {
      const { status } = answer;
      if (status === 304 && validator !== undefined) return ok;
      const wished = outcome.kind === 'response' ? retryAfterMs(outcome, clock.now()) : undefined;
      return failureOfStatus(status, WHAT, wished);
    }
    try {
      apply(answer.body);
    } catch (error) {
      if (!(error instanceof InvalidWorkspace)) throw error;
      return failure('invalid', `${WHAT}: the answer cannot be used: ${error.message}`);
    }
    this.validator = outcome.kind === 'response' ? outcome.headers['last-modified'] : undefined;
    return ok;
  }
}

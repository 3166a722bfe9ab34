import { isLasting, Nap, type Clock, type RoundOutcome, type SyncFailure } from '@polyflag/core-engine';
import { isGivenUp } from './backend.js';
import type { Insistence } from './flag-pages.js';
import { pursuitStep } from './pursuit-plan.js';

export interface PursuitOptions {
  readonly clock: Clock;
  /** Whether what was announced is there. */
  readonly isReached: () => boolean;
  /** The change number that was announced. */
  readonly target: () => number;
  readonly fetch: (insistence: Insistence, signal: AbortSignal) => Promise<RoundOutcome>;
  /** It ended without reaching what was announced; `why` where the last attempt failed. */
  readonly gaveUp: (why: SyncFailure | undefined) => void;
}

/**
 * Fetches until what a notification announced is there (spec §4.7): the announcement may come before a cache has heard of
 * it. However many announcements come, there is one loop and one attempt at a time.
 */
export class Pursuit {
  private readonly options: PursuitOptions;
  private readonly nap: Nap;
  private session: AbortController | undefined;
  private made = 0;

  constructor(options: PursuitOptions) {
    this.options = options;
    this.nap = new Nap(options.clock);
  }

  /** Something newer was announced: the attempts are counted anew. */
  pursue(): void {
    this.made = 0;
    if (this.session !== undefined) {
      this.nap.end();
      return;
    }
    this.session = new AbortController();
    void this.run(this.session);
  }

  stop(): void {
    this.session?.abort();
    this.session = undefined;
    this.nap.end();
  }

  private async run(session: AbortController): Promise<void> {
    const { isReached, target, fetch, gaveUp } = this.options;
    let last: SyncFailure | undefined;
    while (!isReached()) {
      const made = this.made++;
      const step = pursuitStep(made);
      if (step === undefined || (last !== undefined && isLasting(last))) {
        this.session = undefined;
        gaveUp(last);
        return;
      }
      if (step.waitMs > 0) await this.nap.take(step.waitMs);
      if (isGivenUp(session.signal)) return;
      // Announced anew while waiting: this is the first attempt then.
      if (step.waitMs > 0 && this.made === 0) continue;
      const outcome = await fetch({ fresh: true, till: step.bypass ? target() : undefined }, session.signal);
      if (isGivenUp(session.signal)) return;
      last = outcome.kind === 'failed' ? outcome : undefined;
    }
    this.session = undefined;
  }
}

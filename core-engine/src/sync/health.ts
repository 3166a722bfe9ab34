import type { Clock } from '../clock/clock.js';
import { isLasting, type FailureCode, type SyncFailure } from './round.js';
import type { SourceProblem, SourceStatus } from './source.js';

/** What there is to judge by. */
export interface Facts {
  /** `none`: polling is the only channel. */
  readonly stream: 'none' | 'up' | 'down';
  /** Polls that failed in a row. */
  readonly failures: number;
  /** How the last one failed; absent after a success. */
  readonly last: SyncFailure | undefined;
}

/** So many failed polls make definitions stale where no stream is missing (DECISIONS 21). */
const PATIENCE = 3;

/** Whether definitions may be out of date by the rule of DECISIONS 21. Pure. */
export function isStale({ stream, failures, last }: Facts): boolean {
  if (last === undefined) return false;
  // What a person has to mend is tried so rarely that waiting for a third failure would take an hour.
  return failures >= (stream === 'down' || isLasting(last) ? 1 : PATIENCE);
}

/**
 * Turns what happens on the channels into what a source tells of itself: failing or healthy, each change once. It begins
 * as healthy: it is made when there are definitions.
 */
export class Health {
  private readonly clock: Clock;
  private readonly told: (status: SourceStatus) => void;
  private facts: Facts = { stream: 'none', failures: 0, last: undefined };
  /** Since when nothing has succeeded. */
  private since: number | undefined;
  /** What was told last. */
  private saying: string | undefined;

  constructor(clock: Clock, told: (status: SourceStatus) => void) {
    this.clock = clock;
    this.told = told;
  }

  /** @param stream `none`: polling is the only channel */
  stream(stream: 'none' | 'up' | 'down'): void {
    this.note({ stream });
  }

  succeeded(): void {
    this.since = undefined;
    this.note({ failures: 0, last: undefined });
  }

  failed(last: SyncFailure): void {
    this.since ??= this.clock.now();
    this.note({ last, failures: this.facts.failures + 1 });
  }

  private note(news: Partial<Facts>): void {
    this.facts = { ...this.facts, ...news };
    const { last } = this.facts;
    if (last === undefined) {
      if (this.saying !== undefined) this.told({ kind: 'healthy', warnings: [] });
      this.saying = undefined;
      return;
    }
    // Once failing, it stays so until something succeeds, and only another problem is news.
    if ((this.saying === undefined && !isStale(this.facts)) || this.saying === last.message) return;
    this.saying = last.message;
    const since = this.since ?? this.clock.now();
    this.told({ kind: 'failing', problem: last.message, code: problemOf(last.code), since });
  }
}

function problemOf(code: FailureCode): SourceProblem {
  return code === 'untrusted' ? 'unavailable' : code;
}

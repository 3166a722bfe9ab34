import { Backoff, type BackoffOptions } from '../clock/backoff.js';
import { believedWait } from '../clock/believed-wait.js';
import type { Clock, Timer } from '../clock/clock.js';
import { classOf } from '../logging/class-of.js';
import { Lane } from './lane.js';
import { failure, isLasting, type RoundOutcome, type SyncFailure } from './round.js';

export interface PollOptions {
  readonly clock: Clock;
  /** From the end of one round to the beginning of the next, in milliseconds; up to a tenth is added (DECISIONS 24). */
  readonly intervalMs: number;
  /**
   * One round: asks, applies what came, and only then notes how far it has come, so that what could not be applied is
   * asked for again. Once the signal has fired an answer is late and must not be applied.
   */
  readonly round: (signal: AbortSignal, why: Why) => Promise<RoundOutcome>;
  /** Hears of each round that was not overtaken by `stop`. */
  readonly heard?: (outcome: RoundOutcome) => void;
  readonly backoff?: BackoffOptions;
  /** A number from 0 (included) to 1 (excluded); default `Math.random`. */
  readonly random?: () => number;
}

/** Why there is a round: its time has come, the one before failed, or somebody asked for it. */
export type Why = 'interval' | 'retry' | 'asked';

/** The most that is added to an interval, as a share of it: processes that started together drift apart. */
const JITTER = 0.1;

/**
 * Rounds, one at a time, for ever: by the interval while it follows, on demand while it rests, and after a failure at the
 * pace of a back-off in both cases, until a round succeeds.
 */
export class Poll {
  private readonly options: PollOptions;
  private readonly random: () => number;
  private readonly lane = new Lane();
  private backoff: Backoff;
  private session: AbortController | undefined;
  private timer: Timer | undefined;
  private isFollowing = false;
  private isRunning = false;
  /** Why there is going to be a next round by itself. */
  private planned: Exclude<Why, 'asked'> | undefined;
  /** Who waits for a round that has not begun. */
  private waiting: (() => void)[] = [];

  constructor(options: PollOptions) {
    this.options = options;
    this.random = options.random ?? Math.random;
    this.backoff = this.newBackoff();
  }

  /** Begins, at rest: nothing is asked until `now` or `follow`. Harmless when it has begun. */
  start(): void {
    this.session ??= new AbortController();
  }

  /** Ends it; a round under way is given up, and its answer is not heard. It can be started again. */
  stop(): void {
    this.session?.abort();
    this.session = undefined;
    this.isFollowing = false;
    this.isRunning = false;
    this.backoff = this.newBackoff();
    this.plan(undefined);
    answer(this.waiting.splice(0));
  }

  /**
   * Asks by the interval from now on.
   *
   * @param atOnce whether it begins with a round, unless one is to be tried again anyway; default true
   */
  follow(atOnce = true): void {
    this.isFollowing = true;
    if (this.session === undefined || this.isRunning || this.planned === 'retry') return;
    if (atOnce) void this.run(this.session, 'interval');
    else this.planInterval();
  }

  /** Asks no more by the interval. What failed is still tried again until it succeeds. */
  rest(): void {
    this.isFollowing = false;
    if (this.planned === 'interval') this.plan(undefined);
  }

  /**
   * A round at once, or right after the one under way: whoever calls in between shares it. Resolves when it has ended, or
   * at `stop`; how it ended is told by `heard`.
   */
  now(): Promise<void> {
    if (this.session === undefined) return Promise.resolve();
    const ended = new Promise<void>((resolve) => this.waiting.push(resolve));
    if (!this.isRunning) void this.run(this.session, 'asked');
    return ended;
  }

  /** An attempt that somebody else made on this channel failed: a round follows when the back-off says so. */
  retryAfter(failed: SyncFailure): void {
    if (this.session !== undefined && !this.isRunning) this.planRetry(failed);
  }

  private async run(session: AbortController, why: Why): Promise<void> {
    this.isRunning = true;
    do {
      this.plan(undefined);
      const waiting = this.waiting.splice(0);
      const outcome = await this.attempt(session.signal, why);
      // Stopped meanwhile, what came is late.
      if (this.session === session) this.settle(outcome);
      answer(waiting);
      // Who was stopped, here or by who just heard of it, may have been started again: another run goes on then.
      if (this.session !== session) return;
      why = 'asked';
    } while (this.waiting.length > 0);
    this.isRunning = false;
  }

  /** In a lane: after a stop and a start the round that was given up may still have to notice. */
  private attempt(signal: AbortSignal, why: Why): Promise<RoundOutcome> {
    return this.lane
      .run(() => this.options.round(signal, why))
      .catch((error: unknown) => failure('invalid', `the answer could not be used (${classOf(error)})`));
  }

  private settle(outcome: RoundOutcome): void {
    if (outcome.kind === 'failed') {
      this.planRetry(outcome);
    } else {
      this.backoff.succeeded(this.options.clock.now());
      if (this.isFollowing || outcome.incomplete === true) this.planInterval();
    }
    this.options.heard?.(outcome);
  }

  private planRetry(failed: SyncFailure): void {
    const now = this.options.clock.now();
    const ownMs = isLasting(failed) ? this.backoff.refused(now) : this.backoff.failed(now);
    this.plan('retry', Math.max(ownMs, believedWait(failed.retryAfterMs)));
  }

  private planInterval(): void {
    this.plan('interval', this.options.intervalMs * (1 + JITTER * this.random()));
  }

  private plan(why: undefined): void;
  private plan(why: Exclude<Why, 'asked'>, ms: number): void;
  private plan(why: Exclude<Why, 'asked'> | undefined, ms = 0): void {
    this.timer?.cancel();
    this.planned = why;
    const { session } = this;
    if (why === undefined || session === undefined) return;
    this.timer = this.options.clock.schedule(ms, () => void this.run(session, why));
  }

  private newBackoff(): Backoff {
    return new Backoff({ random: this.random, ...this.options.backoff });
  }
}

function answer(waiting: (() => void)[]): void {
  for (const resolve of waiting) resolve();
}

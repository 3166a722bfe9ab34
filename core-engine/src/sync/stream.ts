import { Backoff, type BackoffOptions } from '../clock/backoff.js';
import type { Clock, Timer } from '../clock/clock.js';
import { classOf } from '../logging/class-of.js';
import type { Connection } from '../transport/transport.js';
import { failure, isLasting, type SyncFailure } from './round.js';

export interface StreamOptions<T> {
  readonly clock: Clock;
  /** Brings what a connection needs: a token, a permission, a wait. Given up when the signal fires. */
  readonly prepare: (signal: AbortSignal) => Promise<Prepared<T>>;
  /** Opens one connection; it does not reconnect. What it hears of it, it tells the line. */
  readonly open: (ticket: T, line: Line) => Connection;
  /** So long an open stream may bring no byte at all, in milliseconds. */
  readonly silenceMs: number;
  readonly told: (news: StreamNews) => void;
  readonly backoff?: BackoffOptions;
}

export type Prepared<T> =
  | {
      readonly kind: 'ready';
      readonly ticket: T;
      /** After how long it has to be replaced, in milliseconds; absent: never. */
      readonly renewAfterMs?: number | undefined;
    }
  | SyncFailure
  /** The other side wants no streams. */
  | { readonly kind: 'over'; readonly message: string };

/** What an opener tells of its connection. After it has ended, and once another has taken its place, nothing is heard. */
export interface Line {
  opened(): void;
  /** Bytes came, of whatever kind. */
  alive(): void;
  ended(why: SyncFailure): void;
}

export type StreamNews =
  /** Open, for the first time or again: what was missed in between is unknown. */
  | { readonly kind: 'open' }
  /** Not open; another attempt follows. */
  | { readonly kind: 'down'; readonly why: SyncFailure }
  /** Not open, and nothing follows until the next start. */
  | { readonly kind: 'over'; readonly message: string };

/**
 * Keeps one stream open: prepare, connect, be open, end, wait, and again. A stream that is silent for too long has ended.
 * A renewal prepares while the old connection stays, and then changes over. One attempt at a time, whatever happens.
 */
export class StreamKeeper<T> {
  private readonly options: StreamOptions<T>;
  private backoff: Backoff;
  private session: AbortController | undefined;
  private isPreparing = false;
  private connection: Connection | undefined;
  private isOpen = false;
  private retry: Timer | undefined;
  private renewal: Timer | undefined;
  private watchdog: Timer | undefined;

  constructor(options: StreamOptions<T>) {
    this.options = options;
    this.backoff = new Backoff(options.backoff);
  }

  /** Begins. Harmless when it has begun. */
  start(): void {
    if (this.session !== undefined) return;
    this.session = new AbortController();
    void this.connect(this.session);
  }

  /** Ends it; nothing is told after that. It can be started again. */
  stop(): void {
    this.session?.abort();
    this.session = undefined;
    this.isPreparing = false;
    this.drop();
    this.retry?.cancel();
    this.retry = undefined;
    this.renewal?.cancel();
    this.backoff = new Backoff(this.options.backoff);
  }

  /** Takes a new connection in place of the one that is open. */
  renew(): void {
    if (this.session !== undefined && this.isOpen && !this.isPreparing) void this.connect(this.session);
  }

  /** Gives the connection up: it is there, and of no use. */
  abandon(why: SyncFailure): void {
    if (this.connection !== undefined) this.lost(why);
  }

  private async connect(session: AbortController): Promise<void> {
    this.isPreparing = true;
    this.retry?.cancel();
    this.retry = undefined;
    this.renewal?.cancel();
    const prepared = await this.prepare(session.signal);
    if (this.session !== session) return;
    this.isPreparing = false;
    switch (prepared.kind) {
      case 'ready':
        this.planRenewal(prepared.renewAfterMs);
        this.open(prepared.ticket);
        return;
      case 'failed':
        this.planRetry(prepared);
        // A renewal that fails costs nothing while the old connection lives.
        if (!this.isOpen) this.options.told({ kind: 'down', why: prepared });
        return;
      case 'over':
        this.stop();
        this.options.told(prepared);
        return;
    }
  }

  private prepare(signal: AbortSignal): Promise<Prepared<T>> {
    return this.options
      .prepare(signal)
      .catch((error: unknown) => failure('invalid', `the stream could not be prepared (${classOf(error)})`));
  }

  private open(ticket: T): void {
    this.drop();
    let mine: Connection | undefined;
    const isCurrent = (): boolean => mine !== undefined && this.connection === mine;
    try {
      mine = this.options.open(ticket, {
        opened: () => {
          if (!isCurrent() || this.isOpen) return;
          this.isOpen = true;
          this.backoff.succeeded(this.options.clock.now());
          this.watch();
          this.options.told({ kind: 'open' });
        },
        alive: () => {
          if (isCurrent() && this.isOpen) this.watch();
        },
        ended: (why) => {
          if (isCurrent()) this.lost(why);
        },
      });
      this.connection = mine;
    } catch (error) {
      this.lost(failure('unavailable', `the stream could not be opened (${classOf(error)})`));
    }
  }

  private lost(why: SyncFailure): void {
    this.drop();
    this.renewal?.cancel();
    // Where a renewal is under way, that is the next attempt.
    if (!this.isPreparing && this.retry === undefined) this.planRetry(why);
    this.options.told({ kind: 'down', why });
  }

  private drop(): void {
    this.watchdog?.cancel();
    this.isOpen = false;
    const { connection } = this;
    this.connection = undefined;
    connection?.close();
  }

  private watch(): void {
    const { clock, silenceMs } = this.options;
    this.watchdog?.cancel();
    this.watchdog = clock.schedule(silenceMs, () =>
      this.lost(failure('unavailable', `the stream was silent for ${silenceMs / 1000} seconds`)),
    );
  }

  private planRetry(why: SyncFailure): void {
    const { session } = this;
    if (session === undefined) return;
    const now = this.options.clock.now();
    const waitMs = isLasting(why) ? this.backoff.refused(now) : this.backoff.failed(now);
    this.retry = this.options.clock.schedule(waitMs, () => void this.connect(session));
  }

  private planRenewal(ms: number | undefined): void {
    if (ms !== undefined) this.renewal = this.options.clock.schedule(ms, () => this.renew());
  }
}

/** The figures of a `Backoff`. A vendor's own figures replace those of the normal regime only. */
export interface BackoffOptions {
  /** Upper limit of the first wait, in milliseconds; default 1,000. */
  readonly baseMs?: number;
  /** Upper limit of every wait of the normal regime, in milliseconds; default 30,000. */
  readonly maxMs?: number;
  /** By what each failure multiplies the limit; default 2. */
  readonly factor?: number;
  /** The share of a wait that is drawn: 1 (default) is anything from 0 to the limit, 0 is always the limit. */
  readonly jitter?: number;
  /** How long things must have gone well for the waits to start small again, in milliseconds; default 60,000. */
  readonly healthyMs?: number;
  /** Shortest wait of the extended regime, in milliseconds; default 300,000 (5 minutes). */
  readonly extendedMinMs?: number;
  /** Longest wait of the extended regime, in milliseconds; default 1,800,000 (30 minutes). */
  readonly extendedMaxMs?: number;
  /** A number from 0 (included) to 1 (excluded); default `Math.random`. */
  readonly random?: () => number;
}

/**
 * How long to wait after a failure. It holds no timer and reads no clock: the caller says what happened and when, and
 * waits itself.
 *
 * Two regimes. The normal one is for what passes by itself: a limit that doubles, and a wait drawn from below it, so that
 * a thousand processes that failed together do not come back together. The extended one is for what a person has to mend
 * (refused credentials): rare enough not to be a nuisance, and never the end.
 */
export class Backoff {
  /** Upper limit of the first wait, in milliseconds. */
  readonly baseMs: number;
  private readonly maxMs: number;
  private readonly factor: number;
  private readonly jitter: number;
  private readonly healthyMs: number;
  private readonly extendedMinMs: number;
  private readonly extendedMaxMs: number;
  private readonly random: () => number;
  private step = 0;
  private extendedStep = 0;
  private wellSince: number | undefined;

  constructor(options: BackoffOptions = {}) {
    this.baseMs = options.baseMs ?? 1_000;
    this.maxMs = options.maxMs ?? 30_000;
    this.factor = options.factor ?? 2;
    this.jitter = options.jitter ?? 1;
    this.healthyMs = options.healthyMs ?? 60_000;
    this.extendedMinMs = options.extendedMinMs ?? 300_000;
    this.extendedMaxMs = options.extendedMaxMs ?? 1_800_000;
    this.random = options.random ?? Math.random;
  }

  /** Something failed that may pass by itself. Returns how long to wait, in milliseconds. */
  failed(now: number): number {
    this.restartAfterGoodRun(now);
    const limit = Math.min(this.baseMs * this.factor ** this.step++, this.maxMs);
    return limit - limit * this.jitter * (1 - this.random());
  }

  /** The credentials were refused. Returns how long to wait, in milliseconds. */
  refused(now: number): number {
    this.restartAfterGoodRun(now);
    // Drawn from the minimum upwards, so already the first wait differs between processes that were refused together.
    const limit = Math.min(this.extendedMinMs * 2 ** ++this.extendedStep, this.extendedMaxMs);
    return this.extendedMinMs + (limit - this.extendedMinMs) * this.random();
  }

  /** Something went well. One success does not make the next wait small: a good run of `healthyMs` does. */
  succeeded(now: number): void {
    this.wellSince ??= now;
  }

  /** Whether things have gone well for `healthyMs`, so that a failure now would be a new story. */
  healthy(now: number): boolean {
    return this.wellSince !== undefined && now - this.wellSince >= this.healthyMs;
  }

  private restartAfterGoodRun(now: number): void {
    if (this.healthy(now)) {
      this.step = 0;
      this.extendedStep = 0;
    }
    this.wellSince = undefined;
  }
}

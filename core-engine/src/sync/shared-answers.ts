import type { Clock } from '../clock/clock.js';

/** What asking a backend came to. */
export type Asked<A, F> =
  { readonly kind: 'answer'; readonly answer: A } | { readonly kind: 'failed'; readonly failure: F };

/** An answer, and how it came: asked for just now, kept from before, or older than it should be, for want of a newer one. */
export interface SharedAnswer<A> {
  readonly kind: 'answer';
  readonly answer: A;
  readonly from: 'fetch' | 'cache' | 'stale';
}

/** What whoever asks gets. */
export type Shared<A, F> = SharedAnswer<A> | { readonly kind: 'failed'; readonly failure: F };

export interface SharedAnswersOptions<F> {
  readonly clock: Clock;
  /** How long an answer serves, in milliseconds; 0: only those who ask while it is on its way share it. */
  readonly ttlMs: number;
  /** Of so many keys something is kept; who was asked for longest ago leaves first. */
  readonly maxEntries: number;
  /** How old an answer may be that serves because there is no newer one, in milliseconds; 0: none. */
  readonly maxStaleMs: number;
  /** How long after a failure nothing is asked for the same key, in milliseconds. */
  readonly cooldownMs: number;
  /** Whether a failure may pass by itself: an old answer serves then. */
  readonly mayPass: (failure: F) => boolean;
}

type Failed<F> = Extract<Asked<never, F>, { kind: 'failed' }>;

/** What is known of one key. */
interface Entry<A, F> {
  cached: SharedAnswer<A> | undefined;
  stale: SharedAnswer<A> | undefined;
  fetchedAt: number;
  /** The latest failure, unless an answer came after it. */
  failed: Failed<F> | undefined;
  failedAt: number;
}

/**
 * One question to a backend for all who ask the same at the same time, and for a while after. A failure is everybody's who
 * waited for it, is never kept as an answer, and holds further questions off for a moment.
 */
export class SharedAnswers<A, F> {
  private readonly options: SharedAnswersOptions<F>;
  /** In the order in which they were asked for last. */
  private entries = new Map<string, Entry<A, F>>();
  private pending = new Map<string, Promise<Shared<A, F>>>();

  constructor(options: SharedAnswersOptions<F>) {
    this.options = options;
  }

  /**
   * The answer for a key: at once where one is kept, a promise where it has to be asked for or is on its way.
   *
   * @param fetch asks the backend; a rejection of it is everybody's, and nothing of it is kept
   */
  get(key: string, fetch: () => Promise<Asked<A, F>>): Shared<A, F> | Promise<Shared<A, F>> {
    const { clock, ttlMs, cooldownMs } = this.options;
    const now = clock.now();
    const entry = this.entries.get(key);
    if (entry !== undefined) {
      this.entries.delete(key);
      this.entries.set(key, entry);
      if (entry.cached !== undefined && isWithin(now, entry.fetchedAt, ttlMs)) return entry.cached;
    }
    const pending = this.pending.get(key);
    if (pending !== undefined) return pending;
    if (entry?.failed !== undefined && isWithin(now, entry.failedAt, cooldownMs)) {
      return this.insteadOf(entry, entry.failed, now);
    }
    const { entries } = this;
    const asking = this.ask(key, fetch).finally(() => {
      if (this.entries === entries) this.pending.delete(key);
    });
    this.pending.set(key, asking);
    return asking;
  }

  /** The answer that is kept for a key, whatever its age. */
  peek(key: string): A | undefined {
    return this.entries.get(key)?.cached?.answer;
  }

  /** Forgets everything: what is on its way is for those who wait for it, and is not kept. */
  clear(): void {
    this.entries = new Map();
    this.pending = new Map();
  }

  private async ask(key: string, fetch: () => Promise<Asked<A, F>>): Promise<Shared<A, F>> {
    const { entries } = this;
    const asked = await fetch();
    const now = this.options.clock.now();
    const entry = this.entryOf(entries, key);
    if (asked.kind === 'failed') {
      entry.failed = asked;
      entry.failedAt = now;
      return this.insteadOf(entry, asked, now);
    }
    const { kind, answer } = asked;
    entry.cached = { kind, answer, from: 'cache' };
    entry.stale = { kind, answer, from: 'stale' };
    entry.fetchedAt = now;
    entry.failed = undefined;
    return { kind, answer, from: 'fetch' };
  }

  /** What serves in place of a failure. */
  private insteadOf({ stale, fetchedAt }: Entry<A, F>, failed: Failed<F>, now: number): Shared<A, F> {
    const { maxStaleMs, mayPass } = this.options;
    const serves = stale !== undefined && isWithin(now, fetchedAt, maxStaleMs) && mayPass(failed.failure);
    return serves ? stale : failed;
  }

  private entryOf(entries: Map<string, Entry<A, F>>, key: string): Entry<A, F> {
    const known = entries.get(key);
    if (known !== undefined) return known;
    if (entries.size >= this.options.maxEntries) entries.delete(entries.keys().next().value as string);
    const made: Entry<A, F> = { cached: undefined, stale: undefined, fetchedAt: 0, failed: undefined, failedAt: 0 };
    entries.set(key, made);
    return made;
  }
}

/** Whether less than a span has passed; not after a clock was set back, which would stretch it. */
function isWithin(now: number, since: number, span: number): boolean {
  return now >= since && now - since < span;
}

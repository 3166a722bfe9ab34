/** What can ask by itself, or leave it. */
export interface Follower {
  /** Asks by its interval from now on. */
  follow(atOnce?: boolean): void;
  /** Asks no more by its interval. */
  rest(): void;
}

export interface FallbackOptions {
  readonly polls: readonly Follower[];
  /** Fetches everything that may have been missed while the stream was not there. */
  readonly catchUp: () => void;
  /** Told when the way in which news come changes. */
  readonly changed?: (way: Way) => void;
}

/** How news come: not decided yet, by the stream, or by polling. */
export type Way = 'undecided' | 'stream' | 'poll';

/** Stream, else poll, and back. Polling goes on until the stream is up, so that no gap is left between the two. */
export class Fallback {
  private readonly options: FallbackOptions;
  private current: Way = 'undecided';

  constructor(options: FallbackOptions) {
    this.options = options;
  }

  get way(): Way {
    return this.current;
  }

  /** Begins: polls wait for their first interval, in which a stream may come up. */
  begin(): void {
    this.current = 'undecided';
    for (const poll of this.options.polls) poll.follow(false);
  }

  /** There is a stream, or there is another one: what happened before it is fetched. */
  up(): void {
    for (const poll of this.options.polls) poll.rest();
    this.become('stream');
    this.options.catchUp();
  }

  /** There is none. */
  down(): void {
    if (this.current === 'poll') return;
    this.become('poll');
    for (const poll of this.options.polls) poll.follow();
  }

  private become(way: Way): void {
    if (this.current === way) return;
    this.current = way;
    this.options.changed?.(way);
  }
}

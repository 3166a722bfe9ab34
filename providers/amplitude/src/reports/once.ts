/** Tells what comes for the first time within a span, of so many things at most (spec §4.13). */
export class Once {
  private readonly capacity: number;
  private readonly spanMs: number;
  /** When each was let through; who was asked about longest ago comes first. */
  private readonly times = new Map<string, number>();

  /**
   * @param capacity how many things are remembered at most; 1 or more
   * @param spanMs how long, in milliseconds, from the first time on; asking again does not renew it
   */
  constructor(capacity: number, spanMs: number) {
    this.capacity = capacity;
    this.spanMs = spanMs;
  }

  /** Whether it comes for the first time; from now on it does not. */
  isFirst(name: string, now: number): boolean {
    const { times } = this;
    const since = times.get(name);
    const isKnown = since !== undefined && now - since <= this.spanMs;
    times.delete(name);
    times.set(name, isKnown ? since : now);
    if (times.size > this.capacity) times.delete(times.keys().next().value as string);
    return !isKnown;
  }
}

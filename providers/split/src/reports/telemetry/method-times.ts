import { Histogram } from './histogram.js';

/** So many calls of a period are measured one and all. */
const MEASURED_ALL = 100;
/** Afterwards one in so many. */
const STRIDE = 100;

/**
 * The latencies of one method. Two looks at a clock cost as much as an evaluation does, so of a busy method only one call in
 * a hundred is measured and counts for a hundred; the first hundred calls of each period are all measured, so that an idle
 * service tells what it has. A caller counts down `left` itself, which costs a hot path one decrement:
 *
 * ```
 * if (--times.left <= 0) { const began = times.begin(); …; times.end(began); }
 * ```
 */
export class MethodTimes {
  /** How many calls are left until one is to be measured, that one included. */
  left = 1;
  private stride = 1;
  private measured = 0;
  private readonly histogram = new Histogram();
  private readonly elapsed: () => number;

  /** @param elapsed a time in milliseconds that only runs forwards */
  constructor(elapsed: () => number) {
    this.elapsed = elapsed;
  }

  /** A measurement begins. The call within it may make others of the same method. */
  begin(): number {
    this.left = this.stride;
    return this.elapsed();
  }

  /** It ends. */
  end(began: number): void {
    this.histogram.add(this.elapsed() - began, this.stride);
    this.measured += 1;
    if (this.measured === MEASURED_ALL) this.left = this.stride = STRIDE;
  }

  /** A call that was measured elsewhere. */
  add(ms: number): void {
    this.histogram.add(ms, 1);
  }

  /** Takes the histogram away and begins a new period; `undefined` if nothing was measured. */
  take(): number[] | undefined {
    this.left = this.stride = 1;
    this.measured = 0;
    return this.histogram.take();
  }
}

import { latencySlot } from '../latency-slot.js';

const SLOTS = 23;

/** Latencies by slot (§6.6). */
export class Histogram {
  private slots: number[] | undefined;

  /**
   * Counts a latency.
   *
   * @param ms in milliseconds
   * @param weight how many calls it stands for
   */
  add(ms: number, weight = 1): void {
    this.slots ??= new Array<number>(SLOTS).fill(0);
    const slot = latencySlot(ms);
    this.slots[slot] = (this.slots[slot] as number) + weight;
  }

  /** Takes the counts away; `undefined` if there are none. */
  take(): number[] | undefined {
    const { slots } = this;
    this.slots = undefined;
    return slots;
  }
}

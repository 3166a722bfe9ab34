/** Slots of a latency histogram, each half as wide again as the one before (spec §6.6). */
const LAST_SLOT = 22;

/** The slot of a latency in milliseconds: 0 to 22. */
export function latencySlot(ms: number): number {
  if (ms <= 1) return 0;
  return Math.min(Math.ceil(Math.log(ms) / Math.log(1.5)), LAST_SLOT);
}

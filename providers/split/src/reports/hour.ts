const HOUR = 3_600_000;

/** The beginning of the hour that a time lies in, both in epoch milliseconds: what impressions are counted by (spec §6.3). */
export function hourOf(time: number): number {
  return time - (time % HOUR);
}

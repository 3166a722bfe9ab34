import type { CountedPeriod } from '@polyflag/core-engine';

/** The body of `testImpressions/count` (§6.3): how many impressions of a flag were not sent one by one, by the hour. */
export function countsBody(counts: readonly CountedPeriod[]): string {
  return JSON.stringify({ pf: counts.map(({ name, period, count }) => ({ f: name, m: period, rc: count })) });
}

/** What a row of the body takes, roughly, in bytes. */
export function countSize({ name }: CountedPeriod): number {
  return 40 + name.length;
}

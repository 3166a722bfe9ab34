import type { BucketOf, Holds } from '../buckets.js';
import type { Check } from './check.js';

/** The subject's bucket lies in one of the ranges. */
export function inBucket(bucket: BucketOf, ranges: readonly Holds[]): Check {
  const [only] = ranges;
  if (only !== undefined && ranges.length === 1) return (subject, state) => only(bucket(subject, state));
  return (subject, state) => {
    const found = bucket(subject, state);
    for (const holds of ranges) if (holds(found)) return true;
    return false;
  };
}

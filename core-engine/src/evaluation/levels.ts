import { Branch, follow, go, type Answer, type Next } from './branch.js';
import { hashOf } from './buckets.js';
import type { Bucket, Split } from './program.js';
import { readOf, type Read, type SourceScope } from './sources.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';
import { unitTextOf } from './unit-text.js';

/** A split over two levels: the bounds of every range on both, four by four, and where the ranges lead. */
interface Levels {
  readonly read: Read;
  readonly unitText: (value: unknown) => string | undefined;
  readonly hash: (text: string) => number;
  readonly bounds: Float64Array;
  readonly ways: readonly Next[];
}

/**
 * A split in the space `two-level`: the hash is taken apart once, not range by range, and stays a signed integer until then,
 * which the runtime hands on without an object.
 */
export function splitInLevels(
  bucket: Bucket,
  ranges: Split['ranges'],
  ways: readonly Next[],
  miss: Next,
  scope: SourceScope,
): Branch {
  const bounds = Float64Array.from(
    ranges.flatMap(({ from, to, inner: [low, high] = [0, Infinity] }) => [from, to, low, high]),
  );
  const levels: Levels = {
    read: readOf(bucket.of, scope),
    unitText: unitTextOf(bucket),
    hash: hashOf(bucket.hash, bucket.seed ?? 0, bucket.salt),
    bounds,
    ways,
  };
  return new Branch(inLevels, '', levels, undefined, miss, miss);
}

function inLevels(branch: Branch<Levels>, subject: Subject, state: State): Answer {
  const { read, unitText, hash, bounds, ways } = branch.operand;
  const found = read(subject, state);
  const text = unitText(found);
  if (text === undefined) return follow(branch.no, subject, state);
  const unsigned = hash(text) >>> 0;
  const first = unsigned % 100;
  const second = (unsigned - first) / 100;
  for (let at = 0, from = 0; at < ways.length; at += 1, from += 4) {
    if (
      (bounds[from] as number) <= first &&
      first < (bounds[from + 1] as number) &&
      (bounds[from + 2] as number) <= second &&
      second < (bounds[from + 3] as number)
    ) {
      const next = ways[at] as Next;
      return next[go] === undefined ? next : next[go](next, subject, state);
    }
  }
  return follow(branch.no, subject, state);
}

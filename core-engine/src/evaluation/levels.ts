import { Branch, follow, go, type Answer, type Next } from './branch.js';
import { hashOf } from './buckets.js';
import { murmur3Behind, saltedWtf8, type Salted } from './hash/murmur3-wtf8.js';
import type { Bucket, Split } from './program.js';
import { ownValue, readOf, type Read, type SourceScope } from './sources.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';
import { unitTextOf } from './unit-text.js';

/** A split over two levels: where ranges lead, and how the unit is hashed. */
interface Levels extends Salted {
  /** Absent: the unit is in the second table of attributes, under the branch's name. */
  readonly read: Read | undefined;
  readonly unitText: (value: unknown) => string | undefined;
  /** Absent: it is hashed the usual way. */
  readonly otherHash: ((text: string) => number) | undefined;
}

/**
 * The bounds of every range on both levels, and where it leads, five by five: of ten thousand flags asked in turn each object
 * is out of the cache.
 */
type Ranges = readonly (number | Next)[];

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
  const flat = ranges.flatMap(({ from, to, inner: [low, high] = [0, Infinity] }, at) => [
    ...[from, to, low, high],
    ways[at] as Next,
  ]);
  const { of, hash, seed = 0, salt = '' } = bucket;
  const isUsual = hash === 'murmur3-wtf8';
  const levels: Levels = {
    ...saltedWtf8(salt, seed),
    read: of.from === 'extra' ? undefined : readOf(of, scope),
    unitText: unitTextOf(bucket),
    otherHash: isUsual ? undefined : hashOf(hash, seed, bucket.salt),
  };
  return new Branch(inLevels, of.from === 'extra' ? of.name : '', levels, flat, miss, miss);
}

function inLevels(branch: Branch<Levels, Ranges>, subject: Subject, state: State): Answer {
  const levels = branch.operand;
  const { read, unitText, otherHash } = levels;
  const ranges = branch.other;
  const text = unitText(read === undefined ? ownValue(subject.extra, branch.name) : read(subject, state));
  if (text === undefined) return follow(branch.no, subject, state);
  const unsigned = (otherHash === undefined ? murmur3Behind(levels, text) : otherHash(text)) >>> 0;
  const first = unsigned % 100;
  const second = (unsigned - first) / 100;
  for (let at = 0; at < ranges.length; at += 5) {
    if (
      (ranges[at] as number) <= first &&
      first < (ranges[at + 1] as number) &&
      (ranges[at + 2] as number) <= second &&
      second < (ranges[at + 3] as number)
    ) {
      const next = ranges[at + 4] as Next;
      return next[go] === undefined ? next : next[go](next, subject, state);
    }
  }
  return follow(branch.no, subject, state);
}

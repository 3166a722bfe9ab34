import { Branch, type Next } from './branch.js';
import { hashOf } from './buckets.js';
import { follow, type Answer, type Code, type Follow, type Way } from './code.js';
import { murmur3Behind, saltedWtf8, type Salted } from './hash/murmur3-wtf8.js';
import type { Bucket, Split } from './program.js';
import { inheritedName, readOf, type Read, type SourceScope } from './sources.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';
import { unitTextOf } from './unit-text.js';

/** How the unit of a split over two levels is hashed. */
interface Levels extends Salted {
  /** Absent: the unit is an identifier, by the branch's name. */
  readonly read: Read | undefined;
  readonly unitText: (value: unknown) => string | undefined;
  /** Absent: it is hashed the usual way. */
  readonly otherHash: ((text: string) => number) | undefined;
}

// Where the branch has its parts. Ranges are five by five: the bounds on both levels, and where the range leads.
const MISS = 1;
const NAME = 2;
const LEVELS = 3;
const LENGTH = 4;
const RANGES = 5;

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
  const isIdentifier = of.from === 'identifier' && !inheritedName(of.name);
  const isUsual = hash === 'murmur3-wtf8';
  const levels: Levels = {
    ...saltedWtf8(salt, seed),
    read: isIdentifier ? undefined : readOf(of, scope),
    unitText: unitTextOf(bucket),
    otherHash: isUsual ? undefined : hashOf(hash, seed, bucket.salt),
  };
  return new Branch(inLevels, miss, isIdentifier ? of.name : '', levels, flat.length, ...flat);
}

function inLevels(code: Code, at: number, subject: Subject, state: State): Answer {
  const levels = code[at + LEVELS] as Levels;
  const { read, unitText, otherHash } = levels;
  const text = unitText(read === undefined ? subject.identifiers[code[at + NAME] as string] : read(subject, state));
  if (text === undefined) return follow(code, code[at + MISS] as Way, subject, state);
  const unsigned = (otherHash === undefined ? murmur3Behind(levels, text) : otherHash(text)) >>> 0;
  const first = unsigned % 100;
  const second = (unsigned - first) / 100;
  const end = at + RANGES + (code[at + LENGTH] as number);
  for (let range = at + RANGES; range < end; range += 5) {
    if (
      (code[range] as number) <= first &&
      first < (code[range + 1] as number) &&
      (code[range + 2] as number) <= second &&
      second < (code[range + 3] as number)
    ) {
      const way = code[range + 4] as Way;
      return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
    }
  }
  return follow(code, code[at + MISS] as Way, subject, state);
}

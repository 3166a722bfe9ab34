import { Branch, fork, type Fork, type Next } from './branch.js';
import { NO_BUCKET, slotBucket } from './buckets.js';
import { FIRST, follow, NO, SECOND, YES, type Answer, type Code, type Follow, type Way } from './code.js';
import { signedMurmur3 } from './hash/murmur3.js';
import type { Bucket } from './program.js';
import { inheritedName } from './sources.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';
import { unitText } from './unit-text.js';

// The everyday allocation of the space `slots`: ranges of the slot of a named identifier by its murmur3, without a closure for
// the reading, the hash or a range.

/** What the slot of an identifier follows from. */
interface Slot {
  readonly name: string;
  readonly seed: number;
  readonly slots: number;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** What a bucket that has its way here follows from; others are composed. */
function slotOf({ space, hash, of, salt, encoding, seed = 0, slots }: Bucket): Slot | undefined {
  if (space !== 'slots' || hash !== 'murmur3' || salt !== undefined || encoding !== undefined) return undefined;
  if (of.from !== 'identifier' || inheritedName(of.name) || slots === undefined || !(slots > 0)) return undefined;
  return { name: of.name, seed, slots };
}

function bucketIn({ name, seed, slots }: Slot, subject: Subject): number {
  const text = unitText(subject.identifiers[name]);
  return text === undefined ? NO_BUCKET : slotBucket(signedMurmur3(text, seed), slots);
}

// Where a split has its parts. Ranges are three by three: both ends, and where it leads.
const MISS = 1;
const SLOT = 2;
const LENGTH = 3;
const RANGES = 4;

/** Ranges of an identifier's slot, as one branch; `undefined`: they have to be composed. */
export function slotsOfIdentifier(
  bucket: Bucket,
  ranges: readonly Range[],
  ways: readonly Next[],
  miss: Next,
): Next | undefined {
  const slot = slotOf(bucket);
  if (slot === undefined) return undefined;
  const parts = ranges.flatMap(({ from, to }, at) => [from, to, ways[at]]);
  return new Branch(rangeOfSlot, miss, slot, parts.length, ...parts);
}

function rangeOfSlot(code: Code, at: number, subject: Subject, state: State): Answer {
  const bucket = bucketIn(code[at + SLOT] as Slot, subject);
  const end = at + RANGES + (code[at + LENGTH] as number);
  for (let range = at + RANGES; range < end; range += 3) {
    if (bucket >= (code[range] as number) && bucket < (code[range + 1] as number))
      return follow(code, code[range + 2] as Way, subject, state);
  }
  return follow(code, code[at + MISS] as Way, subject, state);
}

/** Whether an identifier's slot lies in one range; `undefined`: it has to be composed. */
export function identifierInSlots(bucket: Bucket, ranges: readonly Range[]): Fork | undefined {
  const slot = slotOf(bucket);
  const [range] = ranges;
  if (slot === undefined || range === undefined || ranges.length !== 1) return undefined;
  return fork(isInRange, onIsInRange, slot, { from: range.from, to: range.to });
}

function isInRange(code: Code, at: number, subject: Subject): boolean {
  const bucket = bucketIn(code[at + FIRST] as Slot, subject);
  const { from, to } = code[at + SECOND] as Range;
  return bucket >= from && bucket < to;
}

function onIsInRange(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isInRange(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

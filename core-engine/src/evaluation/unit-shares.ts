import { Branch, fork, type Fork, type Next } from './branch.js';
import { encodingHash } from './buckets.js';
import { FIRST, follow, NO, SECOND, YES, type Answer, type Code, type Follow, type Way } from './code.js';
import type { Bucket } from './program.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';

// The everyday rollout of the space `unit`: shares of the key by its MD5. The bucket stays a whole number of 2^-31, since a
// fraction that is handed on is an object; the ends of the shares are raised to whole numbers instead, which changes nothing.

type KeyHash = (key: string) => number;

const WHOLE = 0x8000_0000;

/** The ends of a share in whole numbers; 0 to 1 holds all. */
interface Ends {
  readonly low: number;
  readonly high: number;
}

function endsOf({ from, to }: { readonly from: number; readonly to: number }): Ends {
  return from === 0 && to === 1
    ? { low: 0, high: Infinity }
    : { low: Math.ceil(from * WHOLE), high: Math.ceil(to * WHOLE) };
}

/** The hash of a bucket that has its way here; others are composed. */
function keyHashOf(bucket: Bucket): KeyHash | undefined {
  return bucket.space === 'unit' && bucket.of.from === 'key' ? encodingHash(bucket) : undefined;
}

function wholeOf(hash: number): number {
  return hash < 0 ? -hash : hash;
}

// Where a split has its parts. Shares are three by three: both ends, and where it leads.
const MISS = 1;
const HASH = 2;
const LENGTH = 3;
const SHARES = 4;

/** Shares of the key, as one branch; `undefined`: they have to be composed. */
export function sharesOfKey(
  bucket: Bucket,
  ranges: readonly { readonly from: number; readonly to: number }[],
  ways: readonly Next[],
  miss: Next,
): Next | undefined {
  const hash = keyHashOf(bucket);
  if (hash === undefined) return undefined;
  const shares = ranges.flatMap((range, at) => {
    const { low, high } = endsOf(range);
    return [low, high, ways[at]];
  });
  return new Branch(shareOfKey, miss, hash, shares.length, ...shares);
}

function shareOfKey(code: Code, at: number, subject: Subject, state: State): Answer {
  const whole = wholeOf((code[at + HASH] as KeyHash)(subject.key));
  const end = at + SHARES + (code[at + LENGTH] as number);
  for (let share = at + SHARES; share < end; share += 3) {
    if (whole >= (code[share] as number) && whole < (code[share + 1] as number))
      return follow(code, code[share + 2] as Way, subject, state);
  }
  return follow(code, code[at + MISS] as Way, subject, state);
}

/** Whether the key lies in one share; `undefined`: it has to be composed. */
export function keyInShare(
  bucket: Bucket,
  ranges: readonly { readonly from: number; readonly to: number }[],
): Fork | undefined {
  const hash = keyHashOf(bucket);
  const [range] = ranges;
  if (hash === undefined || range === undefined || ranges.length !== 1) return undefined;
  return fork(isInShare, onIsInShare, hash, endsOf(range));
}

function isInShare(code: Code, at: number, subject: Subject): boolean {
  const { low, high } = code[at + SECOND] as Ends;
  const whole = wholeOf((code[at + FIRST] as KeyHash)(subject.key));
  return whole >= low && whole < high;
}

function onIsInShare(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isInShare(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

import { Branch, follow, fork, go, type Answer, type Fork, type Next } from './branch.js';
import { md5OfAscii, md5OfBase64 } from './hash/md5.js';
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
function keyHashOf({ space, hash, of, salt, encoding, seed = 0 }: Bucket): KeyHash | undefined {
  if (space !== 'unit' || hash !== 'md5' || of.from !== 'key' || salt !== undefined || seed !== 0) return undefined;
  switch (encoding) {
    case 'ascii':
      return md5OfAscii;
    case 'base64':
      return md5OfBase64;
    default:
      return undefined;
  }
}

function wholeOf(hash: number): number {
  return hash < 0 ? -hash : hash;
}

interface Shares {
  readonly hash: KeyHash;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
}

/** Shares of the key, as one branch; `undefined`: they have to be composed. */
export function sharesOfKey(
  bucket: Bucket,
  ranges: readonly { readonly from: number; readonly to: number }[],
  ways: readonly Next[],
  miss: Next,
): Next | undefined {
  const hash = keyHashOf(bucket);
  if (hash === undefined) return undefined;
  const ends = ranges.map(endsOf);
  const shares: Shares = {
    hash,
    lows: Float64Array.from(ends, ({ low }) => low),
    highs: Float64Array.from(ends, ({ high }) => high),
  };
  return new Branch(shareOfKey, '', shares, ways, miss, miss);
}

function shareOfKey(branch: Branch<Shares, readonly Next[]>, subject: Subject, state: State): Answer {
  const { hash, lows, highs } = branch.operand;
  const whole = wholeOf(hash(subject.key));
  for (let at = 0; at < lows.length; at += 1) {
    if (whole >= (lows[at] as number) && whole < (highs[at] as number))
      return follow(branch.other[at] as Next, subject, state);
  }
  return follow(branch.no, subject, state);
}

/** Whether the key lies in one share; `undefined`: it has to be composed. */
export function keyInShare(
  bucket: Bucket,
  ranges: readonly { readonly from: number; readonly to: number }[],
): Fork | undefined {
  const hash = keyHashOf(bucket);
  const [range] = ranges;
  if (hash === undefined || range === undefined || ranges.length !== 1) return undefined;
  return fork(isInShare, onIsInShare, '', hash, endsOf(range));
}

function isInShare(branch: Branch<KeyHash, Ends>, subject: Subject): boolean {
  const { low, high } = branch.other;
  const whole = wholeOf(branch.operand(subject.key));
  return whole >= low && whole < high;
}

function onIsInShare(branch: Branch<KeyHash, Ends>, subject: Subject, state: State): Answer {
  const next = isInShare(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

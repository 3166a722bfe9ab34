import { md5, md5OfAscii, md5OfBase64 } from './hash/md5.js';
import { murmur3, murmur3WithSalt, signedMurmur3 } from './hash/murmur3.js';
import { murmur3Wtf8 } from './hash/murmur3-wtf8.js';
import { polynomial31 } from './hash/polynomial31.js';
import type { Bucket, HashName } from './program.js';
import { ProgramError } from './program-error.js';
import { readOf, type Read, type SourceScope } from './sources.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';
import { unitText, unitTextOf } from './unit-text.js';

/** What `BucketOf` gives for a unit that is absent: no comparison with it holds, so that it lies in no range. */
export const NO_BUCKET = NaN;

/** The bucket of a subject: a whole number, a fraction in the space `unit`, the raw hash in the space `two-level`. */
export type BucketOf = (subject: Subject, state: State) => number;

/** Holds a bucket or not. */
export type Holds = (bucket: number) => boolean;

type Hash = (text: string) => number;

/** Compiles the way from a subject to its bucket. */
export function bucketOf(bucket: Bucket, scope: SourceScope): BucketOf {
  const seed = bucket.seed ?? 0;
  if (bucket.space === 'percent' && bucket.of.from === 'bucketing-key' && bucket.salt === undefined) {
    if (bucket.hash === 'murmur3' && bucket.encoding === undefined) return percentOfBucketingKey(seed);
  }
  const direct = encodingHash(bucket);
  const source = readOf(bucket.of, scope);
  const read = direct === undefined ? encoded(source, bucket) : source;
  const hash = direct ?? hashOf(bucket.hash, seed, bucket.salt);
  switch (bucket.space) {
    case 'percent':
      return percent(read, hash);
    case 'slots':
      return bucket.hash === 'murmur3' && bucket.salt === undefined && bucket.encoding === undefined
        ? slotByMurmur3(read, seed, slotsOf(bucket))
        : slots(read, hash, slotsOf(bucket));
    case 'unit':
      return unit(read, hash);
    case 'two-level':
      return twoLevel(read, hash);
    default:
      throw new ProgramError(`the bucket space "${String(bucket.space)}" is unknown`);
  }
}

/** Compiles whether a range holds a bucket, by the rule of its space. */
export function holdsOf(
  space: Bucket['space'],
  range: { readonly from: number; readonly to: number; readonly inner?: readonly [number, number] },
): Holds {
  const { from, to } = range;
  switch (space) {
    case 'percent':
      return (bucket) => from < bucket && bucket <= to;
    case 'slots':
      return (bucket) => from <= bucket && bucket < to;
    case 'unit':
      if (from === 0 && to === 1) return (bucket) => bucket >= 0;
      return (bucket) => bucket >= 0 && from <= bucket && bucket < to;
    case 'two-level': {
      const [low, high] = range.inner ?? [0, Infinity];
      return (bucket) => {
        const first = bucket % 100;
        const second = (bucket - first) / 100;
        return bucket >= 0 && from <= first && first < to && low <= second && second < high;
      };
    }
  }
}

/** The bucket 1..100 of a hash, signed or not. */
export function percentBucket(hash: number): number {
  return Math.abs(hash % 100) + 1;
}

/** The slot of a hash, signed or not, among so many; that of the lowest integer is that of its magnitude. */
export function slotBucket(hash: number, slots: number): number {
  const signed = hash | 0;
  // In whole numbers throughout: a fraction's number is an object, whatever its value.
  return ((signed < 0 ? -signed : signed) >>> 0) % slots;
}

function slotsOf(bucket: Bucket): number {
  if (bucket.slots === undefined || !(bucket.slots > 0))
    throw new ProgramError('a slot bucket needs a number of slots above 0');
  return bucket.slots;
}

/** The hash of a text behind the salt; signed or not. */
export function hashOf(name: HashName, seed: number, salt: string | undefined): Hash {
  switch (name) {
    case 'murmur3':
      return salt === undefined ? (text) => murmur3(text, seed) : murmur3WithSalt(salt, seed);
    case 'murmur3-wtf8':
      return murmur3Wtf8(salt ?? '', seed);
    case 'polynomial31':
      return salt === undefined ? (text) => polynomial31(text, seed) : (text) => polynomial31(salt + text, seed);
    case 'md5':
      refuseSeed(seed);
      return salt === undefined ? md5 : (text) => md5(salt + text);
    default:
      throw new ProgramError(`the hash "${String(name)}" is unknown`);
  }
}

/** A hash that does without the unit's text in its encoding; `undefined`: there is none. */
export function encodingHash({ hash, salt, encoding, seed = 0 }: Bucket): Hash | undefined {
  if (hash !== 'md5' || salt !== undefined) return undefined;
  refuseSeed(seed);
  switch (encoding) {
    case 'ascii':
      return md5OfAscii;
    case 'base64':
      return md5OfBase64;
    default:
      return undefined;
  }
}

function refuseSeed(seed: number): void {
  if (seed !== 0) throw new ProgramError('the hash "md5" takes no seed');
}

// Each closure comes from a factory of its own, so that it keeps only its operands alive and stays small to inline.

function percentOfBucketingKey(seed: number): BucketOf {
  return (subject) => (murmur3(subject.bucketingKey, seed) % 100) + 1;
}

function percent(read: Read, hash: Hash): BucketOf {
  return (subject, state) => {
    const text = unitText(read(subject, state));
    return text === undefined ? NO_BUCKET : percentBucket(hash(text));
  };
}

/** The hash stays signed: an unsigned one may be too large for the runtime to hand on without an object. */
function slotByMurmur3(read: Read, seed: number, count: number): BucketOf {
  return (subject, state) => {
    const text = unitText(read(subject, state));
    return text === undefined ? NO_BUCKET : slotBucket(signedMurmur3(text, seed), count);
  };
}

function slots(read: Read, hash: Hash, count: number): BucketOf {
  return (subject, state) => {
    const text = unitText(read(subject, state));
    return text === undefined ? NO_BUCKET : slotBucket(hash(text), count);
  };
}

function unit(read: Read, hash: Hash): BucketOf {
  return (subject, state) => {
    const text = unitText(read(subject, state));
    return text === undefined ? NO_BUCKET : Math.abs(hash(text) | 0) / 0x8000_0000;
  };
}

function twoLevel(read: Read, hash: Hash): BucketOf {
  return (subject, state) => {
    const text = unitText(read(subject, state));
    return text === undefined ? NO_BUCKET : hash(text) >>> 0;
  };
}

function encoded(read: Read, bucket: Bucket): Read {
  const encode = unitTextOf(bucket);
  return encode === unitText ? read : (subject, state) => encode(read(subject, state));
}

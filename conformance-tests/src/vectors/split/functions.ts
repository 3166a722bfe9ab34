import { compareVersions, isVersion, murmur3, parseVersion, percentBucket, polynomial31 } from '@polyflag/core-engine';
import { hourOf, latencySlot } from '@polyflag/split-provider/internal';
import reference from 'murmurhash3js-revisited';

type Row = Readonly<Record<string, unknown>>;

/** How one section of functions is asked: what the row holds of an answer, and ours. */
export interface FunctionSection {
  readonly inputs: readonly string[];
  answer(row: Row): Row;
}

/** The sections that ask functions rather than flags (spec §11.1). */
export const functionSections: Readonly<Record<string, FunctionSection>> = {
  murmur3_32: {
    inputs: ['key', 'seed'],
    answer: ({ key, seed }) => hashed(murmur3(key as string, seed as number)),
  },
  legacy: {
    inputs: ['key', 'seed', 'astral'],
    answer: ({ key, seed }) => hashed(polynomial31(key as string, seed as number)),
  },
  loneSurrogates: {
    inputs: ['keyCodeUnits', 'seed'],
    answer: ({ keyCodeUnits, seed }) =>
      hashed(murmur3(String.fromCharCode(...(keyCodeUnits as number[])), seed as number)),
  },
  murmur3_128: {
    inputs: ['input'],
    answer: ({ input }) => hashed128(input as string),
  },
  semver: {
    inputs: ['a', 'b'],
    answer: ({ a, b }) => compared(a as string, b as string),
  },
  semverNormalized: {
    inputs: ['input'],
    answer: ({ input }) => ({ version: parseVersion(input as string)?.text }),
  },
  semverValidity: {
    inputs: ['input'],
    answer: ({ input }) => ({ valid: isVersion(input as string) }),
  },
  latencyBuckets: {
    inputs: ['ms'],
    answer: ({ ms }) => ({ bucket: latencySlot(ms as number) }),
  },
  hourTruncation: {
    inputs: ['t'],
    answer: ({ t }) => ({ truncated: hourOf(t as number) }),
  },
};

function hashed(hash: number): Row {
  return { hash, bucket: percentBucket(hash) };
}

/** The 128-bit forms are nowhere in a promise: the recorded ones are held against the reference (DECISIONS 32). */
function hashed128(input: string): Row {
  const bytes = new TextEncoder().encode(input);
  const x64 = reference.x64.hash128(bytes);
  const high = x64.slice(0, 16);
  return {
    x64_128_hex: x64,
    x64_high64_hex: high,
    x64_high64_dec: BigInt(`0x${high}`).toString(),
    x86_128_hex: reference.x86.hash128(bytes),
  };
}

function compared(a: string, b: string): Row {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  if (left === undefined || right === undefined) throw new Error('not a version');
  return { compare: compareVersions(left, right), equalVersion: left.text === right.text };
}

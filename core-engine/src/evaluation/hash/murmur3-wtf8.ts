import { finishBlocks, mixBlock } from './murmur3.js';

/**
 * MurmurHash3, x86, 32 bits, over the UTF-8 bytes of a salt and a text, where an unpaired surrogate counts as its own three
 * bytes wherever it stands. The salt is hashed once; ASCII text is hashed without its bytes being built.
 */

/** A salt that was hashed: whole blocks, the bytes that do not fill one, and the number of all. */
export interface Salted {
  readonly hash: number;
  readonly rest: number;
  readonly bytes: number;
  /** The salt itself, where it ends with half a character: what that comes to depends on what follows. */
  readonly open: string;
}

/** @param seed taken modulo 2^32 */
export function saltedWtf8(salt: string, seed: number): Salted {
  if (isHighSurrogate(salt.charCodeAt(salt.length - 1))) return { hash: seed | 0, rest: 0, bytes: 0, open: salt };
  const bytes = wtf8(salt);
  const whole = bytes.length & ~3;
  let hash = seed | 0;
  for (let at = 0; at < whole; at += 4) hash = mixBlock(hash, blockAt(bytes, at));
  let rest = 0;
  for (let at = whole; at < bytes.length; at += 1) rest |= (bytes[at] as number) << ((at - whole) << 3);
  return { hash, rest, bytes: bytes.length, open: '' };
}

/** The hash of a salt and a text, as a signed integer. */
export function murmur3Behind(salted: Salted, text: string): number {
  const { hash, rest, bytes } = salted;
  if (salted.open !== '') return hashBytes(wtf8(salted.open + text), 0, hash, 0, 0);
  const { length } = text;
  const from = (bytes & 3) << 3;
  let mixed = hash;
  let block = rest;
  let shift = from;
  for (let at = 0; at < length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) return hashBytes(wtf8(text), bytes, hash, rest, from);
    block |= unit << shift;
    shift += 8;
    if (shift === 32) {
      mixed = mixBlock(mixed, block);
      block = 0;
      shift = 0;
    }
  }
  return finishBlocks(mixed, block, bytes + length);
}

/**
 * @param seed taken modulo 2^32
 * @returns the hash of the salt and a text, as a signed integer
 */
export function murmur3Wtf8(salt: string, seed: number): (text: string) => number {
  const salted = saltedWtf8(salt, seed);
  return (text) => murmur3Behind(salted, text);
}

function hashBytes(bytes: readonly number[], before: number, hash: number, rest: number, from: number): number {
  let mixed = hash;
  let block = rest;
  let shift = from;
  for (const byte of bytes) {
    block |= byte << shift;
    shift += 8;
    if (shift === 32) {
      mixed = mixBlock(mixed, block);
      block = 0;
      shift = 0;
    }
  }
  return finishBlocks(mixed, block, before + bytes.length);
}

/** UTF-8, but for unpaired surrogates. */
function wtf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), continuation(point));
    else if (point < 0x1_0000) bytes.push(0xe0 | (point >> 12), continuation(point >> 6), continuation(point));
    else {
      bytes.push(0xf0 | (point >> 18), continuation(point >> 12), continuation(point >> 6), continuation(point));
    }
  }
  return bytes;
}

function continuation(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function blockAt(bytes: readonly number[], at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(at, at + 4);
  return a | (b << 8) | (c << 16) | (d << 24);
}

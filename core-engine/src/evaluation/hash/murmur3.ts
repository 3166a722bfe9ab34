/**
 * MurmurHash3, x86, 32 bits, over the UTF-8 bytes of a text, without building those bytes for ASCII.
 *
 * An unpaired surrogate at the end of the text counts as its own three bytes; anywhere else as U+FFFD.
 */

const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;

/** @returns the hash as an unsigned integer; `seed` is taken modulo 2^32 */
export function murmur3(text: string, seed: number): number {
  return signedMurmur3(text, seed) >>> 0;
}

/**
 * Written out in one piece: the runtime inlines only so much into a caller, and a rollout has little else to do.
 *
 * @returns the hash as a signed integer; `seed` is taken modulo 2^32
 */
export function signedMurmur3(text: string, seed: number): number {
  const length = text.length;
  const whole = length & ~3;
  let hash = seed | 0;
  let at = 0;
  for (; at < whole; at += 4) {
    const a = text.charCodeAt(at);
    const b = text.charCodeAt(at + 1);
    const c = text.charCodeAt(at + 2);
    const d = text.charCodeAt(at + 3);
    if ((a | b | c | d) > 0x7f) return finish(hashBytes(text, start(seed)));
    let block = Math.imul(a | (b << 8) | (c << 16) | (d << 24), C1);
    block = hash ^ Math.imul((block << 15) | (block >>> 17), C2);
    hash = (Math.imul((block << 13) | (block >>> 19), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let shift = 0; at < length; at += 1, shift += 8) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) return finish(hashBytes(text, start(seed)));
    rest |= unit << shift;
  }
  // Without a rest this is 0, and so is what becomes of it.
  rest = Math.imul(rest, C1);
  hash ^= Math.imul((rest << 15) | (rest >>> 17), C2) ^ length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/**
 * The same hash over a salt followed by the text. The salt is consumed once, so that an evaluation neither joins strings
 * nor hashes the salt again.
 */
export function murmur3WithSalt(salt: string, seed: number): (text: string) => number {
  const end = salt.charCodeAt(salt.length - 1);
  // Half a character: what it comes to depends on what follows.
  if (end >= 0xd800 && end <= 0xdfff) return (text) => murmur3(salt + text, seed);
  const salted = hashBytes(salt, start(seed));
  return (text) => {
    const { hash, rest, bytes } = salted;
    return finish(hashBytes(text, { hash, rest, bytes })) >>> 0;
  };
}

/** A hash that has consumed some bytes: those that do not fill a block wait in `rest`. */
interface Progress {
  hash: number;
  rest: number;
  bytes: number;
}

function start(seed: number): Progress {
  return { hash: seed | 0, rest: 0, bytes: 0 };
}

function hashBytes(text: string, progress: Progress): Progress {
  const last = text.length - 1;
  for (let at = 0; at <= last; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      addByte(progress, unit);
    } else if (unit < 0x800) {
      addByte(progress, 0xc0 | (unit >> 6));
      addByte(progress, 0x80 | (unit & 0x3f));
    } else if (unit < 0xd800 || unit > 0xdfff) {
      addThreeBytes(progress, unit);
    } else {
      const next = at < last ? text.charCodeAt(at + 1) : 0;
      if (unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
        const point = 0x1_0000 + ((unit & 0x3ff) << 10) + (next & 0x3ff);
        addByte(progress, 0xf0 | (point >> 18));
        addByte(progress, 0x80 | ((point >> 12) & 0x3f));
        addByte(progress, 0x80 | ((point >> 6) & 0x3f));
        addByte(progress, 0x80 | (point & 0x3f));
        at += 1;
      } else {
        addThreeBytes(progress, at === last ? unit : 0xfffd);
      }
    }
  }
  return progress;
}

function addThreeBytes(progress: Progress, point: number): void {
  addByte(progress, 0xe0 | (point >> 12));
  addByte(progress, 0x80 | ((point >> 6) & 0x3f));
  addByte(progress, 0x80 | (point & 0x3f));
}

function addByte(progress: Progress, byte: number): void {
  const place = progress.bytes & 3;
  progress.bytes += 1;
  progress.rest |= byte << (place << 3);
  if (place === 3) {
    progress.hash = mixBlock(progress.hash, progress.rest);
    progress.rest = 0;
  }
}

function finish({ hash, rest, bytes }: Progress): number {
  return finishBlocks(hash, rest, bytes);
}

/** What whole blocks came to, and one more of them. */
export function mixBlock(hash: number, block: number): number {
  const mixed = hash ^ scramble(block);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/**
 * The end of it.
 *
 * @param rest the bytes that fill no block; without any it is 0, and so is its part
 * @param bytes the number of all
 * @returns the hash as a signed integer
 */
export function finishBlocks(hash: number, rest: number, bytes: number): number {
  let mixed = hash ^ scramble(rest) ^ bytes;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function scramble(block: number): number {
  const mixed = Math.imul(block, C1);
  return Math.imul((mixed << 15) | (mixed >>> 17), C2);
}

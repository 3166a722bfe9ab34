import { md5Blocks } from './md5-blocks.js';

// The first four bytes of an MD5 as an integer. Written out rather than asked of node:crypto, which makes objects for every
// call and takes several times as long.

/** What is hashed, packed into words, least significant byte first; used again and again. */
let words = new Int32Array(64);
/** So many words are kept; a longer text gets words of its own. */
const MOST_WORDS = 4_096;

const QUESTION_MARK = 0x3f;
const PADDING = 0x3d;
const base64 = Uint8Array.from(
  Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', (letter) => letter.charCodeAt(0)),
);

/**
 * The first four bytes of the MD5 of a text's UTF-8, least significant first.
 *
 * @returns a signed integer
 */
export function md5(text: string): number {
  const bytes = byteText(text);
  const target = wordsFor(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) put(target, at, bytes.charCodeAt(at));
  return digest(target, bytes.length);
}

let lastAscii = '';
let lastAsciiHash = md5('');

/** As `md5`, of a text in which every UTF-16 unit above 0x7F is a question mark. */
export function md5OfAscii(text: string): number {
  // One user is often asked for by many flags in turn.
  if (text === lastAscii) return lastAsciiHash;
  const hash = text.length <= LONGEST_KEY ? digestOfKey(text) : digestOfAscii(text);
  lastAscii = text.length > MOST_WORDS ? '' : text;
  lastAsciiHash = text.length > MOST_WORDS ? emptyHash : hash;
  return hash;
}

function digestOfAscii(text: string): number {
  const target = wordsFor(text.length);
  for (let at = 0; at < text.length; at += 1) put(target, at, asciiAt(text, at));
  return digest(target, text.length);
}

/** So much text fills one block at most, with what stands behind it. */
const LONGEST_KEY = 55;

/** The same for most keys: every word is written once. */
function digestOfKey(text: string): number {
  const { length } = text;
  const target = words;
  let word = 0;
  let at = 0;
  for (; at + 3 < length; at += 4, word += 1) {
    target[word] =
      asciiAt(text, at) | (asciiAt(text, at + 1) << 8) | (asciiAt(text, at + 2) << 16) | (asciiAt(text, at + 3) << 24);
  }
  let rest = 0x80;
  for (let last = length - 1; last >= at; last -= 1) rest = (rest << 8) | asciiAt(text, last);
  target[word] = rest;
  for (word += 1; word < 16; word += 1) target[word] = 0;
  target[14] = length << 3;
  return md5Blocks(target, 16);
}

function asciiAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit > 0x7f ? QUESTION_MARK : unit;
}

let lastBase64 = '';
let lastBase64Hash = md5('');
const emptyHash = lastBase64Hash;

/** As `md5`, of the base64 of a text's UTF-8, with padding. */
export function md5OfBase64(text: string): number {
  if (text === lastBase64) return lastBase64Hash;
  const bytes = byteText(text);
  const count = Math.ceil(bytes.length / 3) * 4;
  const target = wordsFor(count);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const a = bytes.charCodeAt(at);
    const b = left > 1 ? bytes.charCodeAt(at + 1) : 0;
    const c = left > 2 ? bytes.charCodeAt(at + 2) : 0;
    put(target, to, base64[a >> 2] as number);
    put(target, to + 1, base64[((a & 3) << 4) | (b >> 4)] as number);
    put(target, to + 2, left > 1 ? (base64[((b & 15) << 2) | (c >> 6)] as number) : PADDING);
    put(target, to + 3, left > 2 ? (base64[c & 63] as number) : PADDING);
    to += 4;
  }
  const hash = digest(target, count);
  lastBase64 = text.length > MOST_WORDS ? '' : text;
  lastBase64Hash = text.length > MOST_WORDS ? emptyHash : hash;
  return hash;
}

/** A text whose units are the bytes of the UTF-8 of another one: nearly always that one itself. */
function byteText(text: string): string {
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) > 0x7f) return Buffer.from(text, 'utf8').toString('latin1');
  }
  return text;
}

/** Room for so many bytes and what stands behind them, all zero. */
function wordsFor(bytes: number): Int32Array {
  const count = ((bytes + 8) >> 6) * 16 + 16;
  if (count > MOST_WORDS) return new Int32Array(count);
  if (count > words.length) words = new Int32Array(count);
  else for (let at = 0; at < count; at += 1) words[at] = 0;
  return words;
}

function put(target: Int32Array, at: number, byte: number): void {
  target[at >> 2] = (target[at >> 2] as number) | (byte << ((at & 3) << 3));
}

/** Pads, as RFC 1321 says, and hashes. */
function digest(target: Int32Array, bytes: number): number {
  const end = ((bytes + 8) >> 6) * 16 + 16;
  put(target, bytes, 0x80);
  target[end - 2] = bytes << 3;
  target[end - 1] = bytes >>> 29;
  return md5Blocks(target, end);
}

/**
 * h = 31h + unit over the UTF-16 units, wrapped to 32 bits, then XOR the seed.
 *
 * @returns a signed integer; `seed` is taken modulo 2^32
 */
export function polynomial31(text: string, seed: number): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  return hash ^ (seed | 0);
}

import { expect } from 'chai';
import fc from 'fast-check';
import { percentBucket } from '#src/evaluation/buckets.js';
import { polynomial31 } from '#src/evaluation/hash/polynomial31.js';

// split.md 11.3
const rows: [key: string, seed: number, hash: number, bucket: number][] = [
  ['', 123456, 123456, 57],
  ['a', 2, 99, 100],
  ['ab', 321654, 320599, 100],
  ['abc', 3000000000, -1294915998, 99],
  ['key', 2147483648, -2147377569, 70],
  ['user', 4294967295, -3599308, 9],
  ['john@doe.com', 467569525, 216078317, 18],
  ['ñandú', -1364119282, -1547644038, 39],
  ['é', 100, 141, 42],
  ['🚀', 100, 1772935, 36],
];

/** The sum of the units by their powers of 31, in numbers of any size. */
function powers(text: string, seed: number): number {
  let sum = 0n;
  for (let at = 0; at < text.length; at += 1) sum += BigInt(text.charCodeAt(at)) * 31n ** BigInt(text.length - 1 - at);
  return Number(BigInt.asIntN(32, BigInt.asUintN(32, sum) ^ BigInt.asUintN(32, BigInt(seed))));
}

describe('evaluation: polynomial31', () => {
  for (const [key, seed, hash, bucket] of rows) {
    it(`hashes ${JSON.stringify(key)} with seed ${seed} as Split's legacy hash does`, () => {
      expect(polynomial31(key, seed)).to.equal(hash);
      expect(percentBucket(hash)).to.equal(bucket);
    });
  }

  it('is the sum of the UTF-16 units by powers of 31, lone surrogates included', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });
    fc.assert(
      fc.property(units, fc.integer({ min: -(2 ** 31), max: 2 ** 33 }), (codes, seed) => {
        const text = String.fromCharCode(...codes);
        expect(polynomial31(text, seed)).to.equal(powers(text, seed));
      }),
    );
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import reference from 'murmurhash3js-revisited';
import { murmur3Wtf8 } from '#src/evaluation/hash/murmur3-wtf8.js';

const text = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 10 }),
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc
    .array(fc.constantFrom('a', 'é', '\ud83d', '\ude00', '\ud800', '€'), { maxLength: 8 })
    .map((units) => units.join('')),
);

/** The bytes of a text, written down by the definition: an unpaired surrogate as the three bytes of its number. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(
    Array.from(text).flatMap((character) => {
      const unit = character.charCodeAt(0);
      if (character.length > 1 || unit < 0xd800 || unit > 0xdfff) return [...new TextEncoder().encode(character)];
      return [0xed, 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)];
    }),
  );
}

describe('evaluation: murmur3-wtf8', () => {
  const rows: [salt: string, text: string, hash: number][] = [
    ['', '', 0],
    ['', 'a', 1009084850],
    ['Qm1zaltA/', 'user-1', 2001638848],
    ['é/', 'ü', 1514252483],
    ['😀/', '🎉', 2538073270],
  ];
  for (const [salt, text, hash] of rows) {
    it(`hashes ${JSON.stringify(text)} behind ${JSON.stringify(salt)} as published`, () => {
      expect(murmur3Wtf8(salt, 0)(text) >>> 0).to.equal(hash);
    });
  }

  it('is the reference over the bytes of salt and text, wherever a surrogate stands alone', () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 2 ** 32 - 1 }), (salt, text, seed) => {
        expect(murmur3Wtf8(salt, seed)(text) >>> 0).to.equal(reference.x86.hash32(bytesOf(salt + text), seed));
      }),
      { numRuns: 3_000 },
    );
  });

  it('is a signed integer', () => {
    expect(murmur3Wtf8('😀/', 0)('🎉')).to.equal(2538073270 | 0);
  });
});

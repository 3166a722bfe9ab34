import { expect } from 'chai';
import fc from 'fast-check';
import reference from 'murmurhash3js-revisited';
import { percentBucket } from '#src/evaluation/buckets.js';
import { murmur3, murmur3WithSalt } from '#src/evaluation/hash/murmur3.js';

const seeds = fc.oneof(
  fc.constantFrom(0, 1, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 32 - 1),
  fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }),
);
/** Texts whose surrogates all come in pairs. */
const wellFormed = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

function referenceHash(text: string, seed: number): number {
  return reference.x86.hash32(new TextEncoder().encode(text), seed);
}

// split.md 11.2
const rows: [key: string, seed: number, hash: number, bucket: number][] = [
  ['', 0, 0, 1],
  ['', 2, 821347078, 79],
  ['a', 100, 2550222624, 25],
  ['a', 2147483648, 1504837202, 3],
  ['a', 4294967295, 711476519, 20],
  ['ab', -1, 2944253413, 14],
  ['abc', 1, 2859854335, 36],
  ['abcd', -2147483648, 1480807496, 97],
  ['abcde', -1364119282, 1461590323, 24],
  ['abcdefghi', 123456, 1855013841, 42],
  ['key', 0, 3801901636, 37],
  ['user', -1667452163, 198139845, 46],
  ['john@doe.com', 100, 3827581918, 19],
  ['user-1', 0, 4171401059, 60],
  ['user-1', -1, 858581133, 34],
  ['user-1', 4294967295, 858581133, 34],
  ['user-1', 2147483648, 1601700838, 39],
  ['user-1', -2147483648, 1601700838, 39],
  ['user-2', 100, 911247899, 100],
  ['user-1', -605938843, 1420311187, 88],
  ['ñandú', 0, 1037503467, 68],
  ['ключ пользователя', 100, 1734375029, 30],
  ['日本語', 321654, 977342095, 96],
  ['한국어키', 3000000000, 2841941259, 60],
  ['Жук', -605938843, 2321999000, 1],
  ['🚀', 2147483647, 744125546, 47],
  ['mixé日🚀z', 1684183541, 2771784323, 24],
  ['%40', -2147483647, 1152798031, 32],
];

describe('evaluation: murmur3', () => {
  for (const [key, seed, hash, bucket] of rows) {
    it(`hashes ${JSON.stringify(key)} with seed ${seed} as Split's SDKs do`, () => {
      expect(murmur3(key, seed)).to.equal(hash);
      expect(percentBucket(hash)).to.equal(bucket);
    });
  }

  it('agrees with the reference on ASCII of every length from 0 to 40', () => {
    for (let length = 0; length <= 40; length += 1) {
      const text = 'The quick brown fox jumps over the lazy dogs'.slice(0, length);
      expect(murmur3(text, -7), text).to.equal(referenceHash(text, -7));
    }
  });

  it('agrees with the reference on any text and seed', () => {
    fc.assert(fc.property(wellFormed, seeds, (text, seed) => murmur3(text, seed) === referenceHash(text, seed)));
  });

  it('agrees with the reference wherever the first non-ASCII character stands', () => {
    for (const stranger of ['é', '日', '\uffff', '🚀', '\u{10ffff}']) {
      for (let at = 0; at < 9; at += 1) {
        const text = 'abcdefgh'.slice(0, at) + stranger + 'abcdefgh'.slice(at);
        expect(murmur3(text, 11), text).to.equal(referenceHash(text, 11));
      }
    }
  });

  it('hashes a key of a megabyte', () => {
    const text = 'polyflag'.repeat(131_072);
    expect(murmur3(text, 3)).to.equal(referenceHash(text, 3));
    expect(murmur3(`${text}é`, 3)).to.equal(referenceHash(`${text}é`, 3));
  });

  it('puts the salt before the text, however often it is used', () => {
    fc.assert(
      fc.property(wellFormed, seeds, fc.array(wellFormed, { minLength: 1, maxLength: 3 }), (salt, seed, texts) => {
        const salted = murmur3WithSalt(salt, seed);
        for (const text of texts) expect(salted(text)).to.equal(referenceHash(salt + text, seed));
      }),
    );
  });
});

describe('evaluation: murmur3 over lone surrogates', () => {
  // The vectors that belong to split.md: what J makes of a lone surrogate at the end.
  const recorded: [text: string, hash: number][] = [
    ['\ud800', 3055733070],
    ['ok\ude80', 23804230],
    ['tail\ud83d', 2787808270],
  ];
  for (const [text, hash] of recorded) {
    it(`hashes ${JSON.stringify(text)} as Split's JavaScript SDK does`, () => {
      expect(murmur3(text, 0)).to.equal(hash);
    });
  }

  it('takes one at the end as its own three bytes, and one elsewhere as U+FFFD', () => {
    const lone = fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit));
    fc.assert(
      fc.property(wellFormed, lone, fc.string({ unit: 'binary-ascii' }), seeds, (before, surrogate, after, seed) => {
        const unit = surrogate.charCodeAt(0);
        const own = [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)];
        const bytes = [...new TextEncoder().encode(before), ...(after === '' ? own : [0xef, 0xbf, 0xbd])];
        bytes.push(...new TextEncoder().encode(after));
        const text = before + surrogate + after;
        expect(murmur3(text, seed)).to.equal(reference.x86.hash32(Uint8Array.from(bytes), seed));
      }),
    );
  });

  it('puts a salt that ends in one before the text as it puts any other', () => {
    for (const text of ['', 'a', '\ude80', '\ude80 rocket', '\ud83d']) {
      expect(murmur3WithSalt('salt\ud83d', 5)(text), JSON.stringify(text)).to.equal(murmur3(`salt\ud83d${text}`, 5));
    }
  });
});

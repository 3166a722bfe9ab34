import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { md5, md5OfAscii, md5OfBase64 } from '#src/evaluation/hash/md5.js';
import type { Bucket, Condition, FlagProgram, Range } from '#src/evaluation/program.js';
import { onIf, outcomeOf, outcomes, World } from './support/world.js';

/** The first four bytes, by the runtime's own MD5. */
function reference(bytes: Buffer): number {
  return createHash('md5').update(bytes).digest().readInt32LE(0);
}

const texts = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 }).map((units) => String.fromCharCode(...units)),
);

describe('evaluation: md5', () => {
  it('is the beginning of the MD5 of the UTF-8', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(md5(text)).to.equal(reference(Buffer.from(text)));
      }),
    );
  });

  it('of ASCII puts a question mark for every unit that is none', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const ascii = Array.from({ length: text.length }, (_, at) => (text.charCodeAt(at) > 0x7f ? '?' : text[at]!));
        expect(md5OfAscii(text)).to.equal(reference(Buffer.from(ascii.join(''))));
      }),
    );
  });

  it('of base64 pads', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(md5OfBase64(text)).to.equal(reference(Buffer.from(Buffer.from(text).toString('base64'))));
      }),
    );
  });

  for (const length of [0, 55, 56, 63, 64, 119, 120, 50_000]) {
    it(`pads a text of ${length} units, again and again`, () => {
      const text = 'k'.repeat(length);
      const whole = reference(Buffer.from(text));
      expect([md5(text), md5OfAscii(text), md5('short'), md5OfAscii(text)]).to.deep.equal([
        whole,
        whole,
        reference(Buffer.from('short')),
        whole,
      ]);
      const encoded = reference(Buffer.from(Buffer.from(text).toString('base64')));
      expect([md5OfBase64(text), md5OfBase64('a'), md5OfBase64(text)]).to.deep.equal([
        encoded,
        reference(Buffer.from('YQ==')),
        encoded,
      ]);
    });
  }
});

const ascii: Bucket = { space: 'unit', hash: 'md5', encoding: 'ascii', of: { from: 'key' } };
const base64: Bucket = { ...ascii, encoding: 'base64' };

function within(bucket: Bucket, ...ranges: [from: number, to: number][]): Condition {
  return { if: 'bucket', bucket, ranges: ranges.map(([from, to]) => ({ from, to })) };
}

describe('evaluation: shares of a key by its MD5', () => {
  // featureflag-co.md 6.8
  const rows: [key: string, fraction: number][] = [
    ['test-value', 0.14653629204258323],
    ['qKPKh1S3FolC', 0.9105919692665339],
    ['user', 0.6109902942553163],
    ['', 0.3004114832729101],
  ];
  const sources = [{ from: 'key' }, { from: 'identifier', name: 'id' }] as const;
  for (const [key, fraction] of rows) {
    it(`hold ${JSON.stringify(key)} from ${fraction} on, and not up to it`, () => {
      // The key has a branch of its own, and so has a single range.
      for (const of of sources) {
        const who = { key, identifiers: { id: key } };
        expect(outcomeOf(within({ ...ascii, of }, [fraction, 1]), who)).to.equal(true);
        expect(outcomeOf(within({ ...ascii, of }, [0, fraction]), who)).to.equal(false);
        expect(outcomeOf(within({ ...ascii, of }, [0, fraction], [fraction, 1]), who)).to.equal(true);
        expect(outcomeOf(within({ ...ascii, of }, [0, 1]), who)).to.equal(true);
        expect(outcomeOf(within({ ...ascii, of }, [-1, 2]), who)).to.equal(true);
        expect(outcomeOf(within({ ...ascii, of }, [1, 0]), who)).to.equal(false);
      }
    });
  }

  it('encode the key as they are told, for every hash', () => {
    const encoded: Bucket = { ...ascii, hash: 'murmur3', encoding: 'base64' };
    const plain: Bucket = { space: 'unit', hash: 'murmur3', of: { from: 'constant', value: 'w7w=' } };
    for (let to = 0; to <= 1; to += 0.05) {
      expect(outcomeOf(within(encoded, [0, to]), { key: 'ü' })).to.equal(outcomeOf(within(plain, [0, to])));
      expect(outcomeOf(within(ascii, [0, to]), { key: 'ü' })).to.equal(outcomeOf(within(ascii, [0, to]), { key: '?' }));
      expect(outcomeOf(within({ ...encoded, encoding: 'ascii' }, [0, to]), { key: 'ü' })).to.equal(
        outcomeOf(within({ ...plain, of: { from: 'constant', value: '?' } }, [0, to])),
      );
      expect(outcomeOf(within(base64, [0, to]), { key: 'ü' })).to.equal(
        outcomeOf(within({ ...ascii, of: { from: 'constant', value: 'w7w=' } }, [0, to])),
      );
    }
  });

  it('answer the same, whichever way they are compiled', () => {
    const ends = fc.double({ min: -0.5, max: 1.5, noNaN: true });
    const bucket = fc.constantFrom(ascii, base64);
    fc.assert(
      fc.property(
        fc.string(),
        bucket,
        fc.array(fc.tuple(ends, ends), { minLength: 1, maxLength: 4 }),
        (key, of, ends) => {
          const hash = of === ascii ? md5OfAscii(key) : md5OfBase64(key);
          const bucket = Math.abs(hash) / 2 ** 31;
          const expected = ends.findIndex(([from, to]) => from <= bucket && bucket < to);
          const ranges = ends.map(([from, to], outcome): Range => ({ from, to, then: { do: 'serve', outcome } }));
          const program: FlagProgram = {
            key: 'f',
            kind: 'test',
            info: {},
            outcomes: [...ends.map((_, at) => ({ variant: String(at), value: at })), { variant: '-1', value: -1 }],
            steps: [
              { then: { do: 'split', bucket: of, ranges }, label: 'split', reason: 'SPLIT' },
              { then: { do: 'serve', outcome: ends.length }, label: 'rest', reason: 'DEFAULT' },
            ],
          };
          expect(new World({ flags: [program] }).ask('f', { key }).outcome?.value).to.equal(expected);
        },
      ),
    );
  });

  it('mark an outcome', () => {
    const mark = within(base64, [0, 0.5]);
    const marked = (key: string): boolean =>
      new World({
        flags: [
          {
            key: 'f',
            kind: 'test',
            info: {},
            outcomes,
            steps: [{ then: { do: 'serve', outcome: 0, mark }, label: 'on', reason: 'STATIC' }],
          },
        ],
      }).ask('f', { key }).mark;
    for (const key of ['ann', 'bob', 'carl', 'dora']) {
      const encoded = Buffer.from(key).toString('base64');
      expect(marked(key)).to.equal(Math.abs(reference(Buffer.from(encoded))) / 2 ** 31 < 0.5);
    }
  });

  it('take no seed, and cost the flag that gives one', () => {
    const world = new World({ flags: [onIf('f', within({ ...ascii, seed: 1 }, [0, 0.5]))] });
    // A key has a way of its own to its share, which has no seed either.
    const composed = new World({ flags: [onIf('f', within({ ...ascii, salt: 'a', seed: 1 }, [0, 0.5]))] });
    expect(world.ask('f').error?.message).to.contain('seed');
    expect(composed.ask('f').error?.message).to.contain('seed');
  });

  it('know no other encoding', () => {
    const world = new World({ flags: [onIf('f', within({ ...ascii, encoding: 'utf-7' as 'ascii' }, [0, 0.5]))] });
    expect(world.ask('f').error?.message).to.contain('utf-7');
  });
});

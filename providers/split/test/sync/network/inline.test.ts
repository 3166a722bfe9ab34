import { expect } from 'chai';
import { deflateSync, gzipSync } from 'node:zlib';
import { unpack, type Compression } from '#src/sync/network/inline.js';

const payload = (compression: Compression, data: string) => ({ previous: 1, compression, data });

/** The self-check of spec §5.4: what each of them stands for. */
const definition = { name: 'menú', changeNumber: 1_700_000_000_900, status: 'ARCHIVED' };
const samples: readonly (readonly [Compression, string])[] = [
  ['none', 'eyJuYW1lIjoibWVuw7oiLCJjaGFuZ2VOdW1iZXIiOjE3MDAwMDAwMDA5MDAsInN0YXR1cyI6IkFSQ0hJVkVEIn0='],
  [
    'gzip',
    'H4sIAAAAAAAAA6tWykvMTVWyUspNzTu8S0lHKTkjMS891a80Nym1SMnK0NwACiwNDHSUiksSS0qLlayUHIOcPTzDXF2UagFUCyXmQQAAAA==',
  ],
  ['zlib', 'eJyrVspLzE1VslLKTc07vEtJRyk5IzEvPdWvNDcptUjJytDcAAosDQx0lIpLEktKi5WslByDnD08w1xdlGoBt7oT6w=='],
];

describe('a definition that comes with its notification (§5.4)', () => {
  for (const [compression, data] of samples) {
    it(`is unpacked, with text beyond ASCII, where its compression is ${compression}`, () => {
      expect(unpack(payload(compression, data))).to.deep.equal(definition);
    });
  }

  const gzip = (text: string): string => gzipSync(text).toString('base64');
  const broken: readonly (readonly [what: string, Compression, data: string])[] = [
    ['no base64', 'none', '{"name":"x"}'],
    ['half of base64', 'none', samples[0]![1].slice(0, -2)],
    ['no JSON', 'none', Buffer.from('{"name":').toString('base64')],
    ['no UTF-8', 'none', Buffer.from('"\xff"', 'latin1').toString('base64')],
    ['not compressed as it says', 'gzip', samples[2]![1]],
    ['cut off', 'gzip', samples[1]![1].slice(0, 80)],
    ['a bomb in gzip', 'gzip', gzip(`"${'0'.repeat(5_000_000)}"`)],
    ['a bomb in zlib', 'zlib', deflateSync(`"${'0'.repeat(5_000_000)}"`).toString('base64')],
    ['too large', 'none', Buffer.from(`"${'0'.repeat(5_000_000)}"`).toString('base64')],
    ['empty', 'none', ''],
  ];
  for (const [what, compression, data] of broken) {
    it(`is not taken where it is ${what}`, () => {
      expect(unpack(payload(compression, data))).to.equal(undefined);
    });
  }
});

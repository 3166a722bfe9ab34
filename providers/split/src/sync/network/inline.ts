import { gunzipSync, inflateSync } from 'node:zlib';

/** A definition that came with its notification, still packed (spec §5.4). */
export interface InlinePayload {
  /** The change number that it follows on. */
  readonly previous: number;
  readonly compression: Compression;
  /** Base64. */
  readonly data: string;
}

export type Compression = 'none' | 'gzip' | 'zlib';

/** The largest definition that is unpacked, in bytes; a larger one is fetched. A few bytes can stand for gigabytes. */
const MOST_BYTES = 4 * 1024 * 1024;

/** What so many bytes are in base64, in letters. */
const MOST_LETTERS = Math.ceil(MOST_BYTES / 3) * 4;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Unpacks a definition. `undefined` where anything is wrong with it: it is fetched then. */
export function unpack({ compression, data }: InlinePayload): unknown {
  if (data.length > MOST_LETTERS || data.length % 4 !== 0 || !BASE64.test(data)) return undefined;
  try {
    const bytes = decompress(Buffer.from(data, 'base64'), compression);
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

function decompress(bytes: Buffer, compression: Compression): Buffer {
  const options = { maxOutputLength: MOST_BYTES };
  switch (compression) {
    case 'none':
      return bytes;
    case 'gzip':
      return gunzipSync(bytes, options);
    case 'zlib':
      return inflateSync(bytes, options);
  }
}

import { deflateSync, gzipSync } from 'node:zlib';

/** How a notification carries the definition it is about (spec §5.4). */
export type Inline = 'none' | 'plain' | 'gzip' | 'zlib';

/** The two fields of a notification that hold a definition. */
export interface InlineFields {
  readonly c: 0 | 1 | 2;
  readonly d: string;
}

const encodings: Readonly<Record<Exclude<Inline, 'none'>, (bytes: Buffer) => InlineFields>> = {
  plain: (bytes) => ({ c: 0, d: bytes.toString('base64') }),
  gzip: (bytes) => ({ c: 1, d: gzipSync(bytes).toString('base64') }),
  zlib: (bytes) => ({ c: 2, d: deflateSync(bytes).toString('base64') }),
};

export function inlineFields(definition: object, inline: Inline): InlineFields | undefined {
  return inline === 'none' ? undefined : encodings[inline](Buffer.from(JSON.stringify(definition)));
}

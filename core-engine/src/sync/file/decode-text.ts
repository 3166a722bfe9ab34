import { isAscii } from 'node:buffer';
import { SourceError } from '../source.js';
import { shown } from './shown.js';

/** The text of a file, without the byte order mark that some editors put first. @throws SourceError `invalid` */
export function decodeText(bytes: Uint8Array, path: string): string {
  // Most files are ASCII, which is several times cheaper to tell than to decode.
  if (bytes instanceof Buffer && isAscii(bytes)) return bytes.toString('latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const saved = isUtf16(bytes) ? 'is UTF-16 text; save it as UTF-8' : 'is not UTF-8 text';
    throw new SourceError('invalid', `${shown(path)} ${saved}`, { cause: error });
  }
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

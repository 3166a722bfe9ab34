import path from 'node:path';
import { SourceError } from '../source.js';
import { shown } from './shown.js';

/**
 * The path of the file `name` + `extension` directly inside `directory`. The name may come from a definition that somebody
 * else wrote, so it names a file and never a way to one.
 *
 * @throws SourceError `invalid` for an empty name, `.`, `..`, a slash, a backslash, a NUL byte, a lone surrogate (which the
 *   file system would replace, so that two names would share a file), and for a colon on Windows, where it names a drive
 *   or a second stream of the file
 */
export function joinName(directory: string, name: string, extension = ''): string {
  const why = whyNot(name);
  if (why !== undefined) throw new SourceError('invalid', `"${shown(name)}" cannot be a file name: it ${why}`);
  return path.join(directory, name + extension);
}

function whyNot(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name === '.' || name === '..') return 'names a directory';
  if (/[/\\]/.test(name)) return 'holds a slash';
  if (name.includes('\0')) return 'holds a NUL byte';
  if (/\p{Cs}/u.test(name)) return 'holds half a character (a lone surrogate)';
  if (process.platform === 'win32' && name.includes(':')) return 'holds a colon';
  return undefined;
}

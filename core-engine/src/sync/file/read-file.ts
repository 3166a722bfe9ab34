import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { SourceError } from '../source.js';
import { shown } from './shown.js';

/** How much is asked for at a time once a file turns out to be longer than it said. */
const CHUNK = 65_536;

/** What a file held at one moment. */
export interface FileContent {
  readonly bytes: Buffer;
  /** When it was last written, renamed or given another date, in epoch milliseconds by the file system's clock. */
  readonly changedAt: number;
}

/**
 * Reads a whole file.
 *
 * @param maxBytes a longer file is refused, whatever length it pretended to have
 * @throws SourceError `unavailable` if it cannot be read, `invalid` if it is too large or no regular file
 */
export async function readContent(path: string, maxBytes: number): Promise<FileContent> {
  let handle: FileHandle | undefined;
  try {
    // Without O_NONBLOCK opening a named pipe waits for a writer, perhaps for ever. Windows has neither.
    handle = await open(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
    const stats = await handle.stat({ bigint: true });
    if (!stats.isFile()) throw unreadable(path, stats.isDirectory() ? 'EISDIR' : 'not a regular file');
    if (stats.size > maxBytes) throw tooLarge(path, maxBytes);
    const bytes = await readAll(handle, Number(stats.size), path, maxBytes);
    const changedAt = Math.max(Number(stats.mtimeMs), Number(stats.ctimeMs));
    return { bytes, changedAt };
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw unreadable(path, codeOf(error));
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

/**
 * What tells one version of the file at `path` from another without reading it; symbolic links are followed. A file that
 * cannot be looked at has a stamp too, made of the reason. Never rejects.
 */
export async function stampOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(':');
  } catch (error) {
    return codeOf(error);
  }
}

async function readAll(handle: FileHandle, expected: number, path: string, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let total = 0;
  // One byte more than expected, so that a file that kept its length shows its end at once.
  let room = expected + 1;
  for (;;) {
    const buffer = Buffer.allocUnsafe(room);
    const { bytesRead } = await handle.read(buffer, 0, room);
    if (bytesRead === 0) return joined(parts, total);
    parts.push(buffer.subarray(0, bytesRead));
    total += bytesRead;
    if (total > maxBytes) throw tooLarge(path, maxBytes);
    room = Math.max(expected + 1 - total, CHUNK);
  }
}

/** A file that kept its length came in one part: it need not be copied. */
function joined(parts: readonly Buffer[], total: number): Buffer {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : Buffer.concat(parts, total);
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file'],
  ['ENOTDIR', 'a part of the path is not a directory'],
  ['EISDIR', 'it is a directory'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ELOOP', 'the symbolic links go round in a circle'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ERR_INVALID_ARG_VALUE', 'the path holds a NUL byte'],
  ['EMFILE', 'too many open files'],
  ['ENFILE', 'too many open files'],
]);

function unreadable(path: string, reason: string): SourceError {
  return new SourceError('unavailable', `cannot read ${shown(path)}: ${REASONS.get(reason) ?? reason}`);
}

function tooLarge(path: string, maxBytes: number): SourceError {
  return new SourceError('invalid', `${shown(path)} is larger than the limit of ${maxBytes} bytes`);
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'unknown error';
}

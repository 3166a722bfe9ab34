import { execFile } from 'node:child_process';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..');

/** A file among the recorded answers. */
export function recordedIn(file: string): string {
  return join(folder, 'vectors', file);
}

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly last: string;
}

/** The command, to its end. */
export function vectors(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(folder, 'dist', 'vectors', 'main.js'), ...args], (error, out) => {
      resolve({
        code: typeof error?.code === 'number' ? error.code : 0,
        out,
        last: out.trimEnd().split('\n').at(-1) ?? '',
      });
    });
  });
}

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repository } from './page.js';

/** A folder outside of the repository. */
export class Folder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'polyflag-packages-')));

  at(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  /** Writes a file: text as it is, everything else as JSON. Returns its path. */
  write(file: string, content: unknown): string {
    const path = this.at(file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  /** Lets programs in here import what the repository has installed. */
  linkModules(): void {
    symlinkSync(join(repository, 'node_modules'), this.at('node_modules'));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A folder for the suite that calls this. */
export function folderOfSuite(): () => Folder {
  let folder: Folder | undefined;
  before(() => {
    folder = new Folder();
  });
  after(() => {
    folder?.remove();
  });
  return () => folder!;
}

export interface Run {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end. */
export function run(command: string, args: readonly string[], cwd: string, env = process.env): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      // A text: the system could not start it.
      if (typeof error?.code === 'string') reject(new Error(`${command}: ${error.code}`, { cause: error }));
      else resolve({ code: child.exitCode, signal: child.signalCode, out, err });
    });
  });
}

/** Runs a file with this Node. */
export function runNode(folder: Folder, file: string): Promise<Run> {
  return run(process.execPath, [file], folder.path);
}

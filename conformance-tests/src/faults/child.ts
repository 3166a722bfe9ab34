import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface Ended {
  /** `null`: it was ended by a signal. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A process that hangs is given up after this. */
const PATIENCE_MS = 20_000;

/** A program in a process of its own, as an application runs it; a rejection that nobody handles is the end of it. */
export class Child {
  /** Resolves when it has ended, by itself or because it was given up: then the code is `null`. */
  readonly ended: Promise<Ended>;
  private readonly process: ChildProcessByStdio<null, Readable, Readable>;
  private out = '';
  private err = '';

  /**
   * @param lines the program, an ES module
   * @param folder where it looks for packages
   * @param args what it finds in `process.argv` from 1 on
   */
  constructor(lines: readonly string[], folder: string, args: readonly string[]) {
    const flags = ['--unhandled-rejections=strict', '--input-type=module', '--eval', lines.join('\n'), '--', ...args];
    this.process = spawn(process.execPath, flags, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: {} });
    this.process.stdout.on('data', (part: Buffer) => (this.out += part.toString()));
    this.process.stderr.on('data', (part: Buffer) => (this.err += part.toString()));
    const timer = setTimeout(() => this.process.kill('SIGKILL'), PATIENCE_MS);
    this.ended = new Promise((resolve, reject) => {
      this.process.on('error', reject);
      this.process.on('close', (code) => {
        clearTimeout(timer);
        resolve({ code, out: this.out.trim(), err: this.err.trim() });
      });
    });
  }

  /** Resolves when it has printed a text. @throws Error when it has ended without that */
  said(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.out.includes(text)) resolve();
      };
      this.process.stdout.on('data', look);
      look();
      void this.ended.then(({ out, err }) => {
        if (!out.includes(text)) reject(new Error(`it ended without saying ${text}: ${out} ${err}`));
      });
    });
  }

  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, '..', '..', 'bin', 'polyflag-emulator.mjs');

/** The command in a process of its own. */
export class Command {
  private readonly child: ChildProcess;
  private readonly over: Promise<unknown[]>;
  private readonly said: AsyncIterator<string>;
  private readonly complained: AsyncIterator<string>;

  constructor(args: readonly string[], cwd: string) {
    this.child = spawn(process.execPath, [program, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    this.over = once(this.child, 'close');
    this.said = createInterface(this.child.stdout!)[Symbol.asyncIterator]();
    this.complained = createInterface(this.child.stderr!)[Symbol.asyncIterator]();
  }

  /** The next line of standard output; `undefined` at its end. */
  async line(): Promise<string | undefined> {
    return valueOf(await this.said.next());
  }

  /** The next line of standard error; `undefined` at its end. */
  async complaint(): Promise<string | undefined> {
    return valueOf(await this.complained.next());
  }

  /** Waits for the end, which a signal brings about. Gives the exit code, and the signal if that has killed it. */
  async end(signal?: NodeJS.Signals): Promise<unknown[]> {
    if (signal !== undefined) this.child.kill(signal);
    return this.over;
  }
}

function valueOf({ done, value }: IteratorResult<string>): string | undefined {
  return done === true ? undefined : value;
}

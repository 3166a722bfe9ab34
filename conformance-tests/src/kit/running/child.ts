import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What became of a process that used a provider once. */
export interface ChildRun {
  /** From its last word to its end, in milliseconds; absent: it did not get that far, or did not end. */
  readonly endedAfterMs?: number;
  /** What it wrote, for a message. */
  readonly output: string;
}

/** What it says when everything is closed. */
export const CLOSED = 'conformance: closed';

/**
 * Registers, evaluates and closes in a process of its own.
 *
 * @param module the URL of the module that exports the adapter
 */
export function runChild(module: string, ms: number): Promise<ChildRun> {
  const program = fileURLToPath(new URL('./child-program.js', import.meta.url));
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, module], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let closedAt: number | undefined;
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes(CLOSED)) closedAt ??= performance.now();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    const timer = setTimeout(() => child.kill('SIGKILL'), ms);
    child.on('close', (code) => {
      clearTimeout(timer);
      const text = output.trim().slice(0, 1_000);
      const hasEnded = closedAt !== undefined && code === 0;
      resolve(hasEnded ? { endedAfterMs: performance.now() - (closedAt ?? 0), output: text } : { output: text });
    });
  });
}

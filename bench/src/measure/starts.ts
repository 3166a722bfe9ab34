import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Surroundings } from './surroundings.js';

/** A program that writes one answer and ends. */
export interface Start {
  /** Its name among the jobs. */
  readonly program: string;
  /** The file that it reads, below the directory of the definitions, and the flag that it answers for. */
  readonly file?: string;
  readonly flag?: string;
}

/** Milliseconds from starting a process to its first answer. */
export async function timeStart({ program, file, flag = '' }: Start, { directory }: Surroundings): Promise<number> {
  const script = fileURLToPath(new URL(`../jobs/${program}.js`, import.meta.url));
  const start = performance.now();
  const child = spawn(process.execPath, [script, ...(file === undefined ? [] : [join(directory, file), flag])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  let answer = '';
  let milliseconds = NaN;
  child.stdout.on('data', (chunk: Buffer) => {
    if (answer === '') milliseconds = performance.now() - start;
    answer += chunk.toString();
  });
  await exit;
  if (answer !== 'on') throw new Error(`the program "${program}" answered "${answer}"`);
  return milliseconds;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { filesOf } from '../definitions/material.js';
import { fixed } from '../definitions/measured.js';
import type { Surroundings } from './surroundings.js';

/** A program that writes one answer and ends. */
export interface Start {
  readonly program: 'bare' | 'polyflag' | 'split-sdk';
  /** Which file of the tiny set it reads. */
  readonly file?: 'splitFile' | 'yamlFile';
}

/** Milliseconds from starting a process to its first answer. */
export async function timeStart({ program, file }: Start, { directory }: Surroundings): Promise<number> {
  const script = fileURLToPath(new URL(`../jobs/start/${program}.js`, import.meta.url));
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [script, ...(file === undefined ? [] : [filesOf(directory, 'static')[file], fixed.flag.name])],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
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

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { JobName, JobParameters } from '../jobs/jobs.js';
import type { Surroundings } from './surroundings.js';

/** A piece of work that has a process for itself. */
export type Order = { readonly [N in JobName]: { readonly job: N; readonly parameters: JobParameters<N> } }[JobName];

export interface Outcome {
  /** What the job gave. */
  readonly result: unknown;
  /** What the process wrote: the runtime's own traces. */
  readonly output: string;
}

const script = fileURLToPath(new URL('../jobs/main.js', import.meta.url));

/** Runs a job in a fresh process and waits for its end. */
export async function runProcess(
  order: Order,
  surroundings: Surroundings,
  nodeFlags: readonly string[] = [],
): Promise<Outcome> {
  const child = fork(script, [], { execArgv: [...nodeFlags], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  let result: unknown;
  child.on('message', (message) => {
    result = message;
  });
  child.send({ order, surroundings });
  const output = child.stdout === null ? Promise.resolve('') : text(child.stdout);
  // The channel ends after its last message, which may be later than the process.
  const [[code, signal]] = (await Promise.all([once(child, 'exit'), once(child, 'disconnect')])) as [
    [number | null, string | null],
    unknown,
  ];
  if (code !== 0) throw new Error(`the job "${order.job}" ended with ${signal ?? code}`);
  return { result, output: await output };
}

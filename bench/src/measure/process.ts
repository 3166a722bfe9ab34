import { fork } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { JobName, JobParameters } from '../jobs/jobs.js';
import type { Scale } from './scale.js';

/** What every process is told. */
export interface Surroundings {
  readonly scale: Scale;
  /** Where the definitions are as files. */
  readonly directory: string;
  /** Where the loopback server has them. */
  readonly url: string;
}

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
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (code !== 0) throw new Error(`the job "${order.job}" ended with ${signal ?? code}`);
  return { result, output: await output };
}

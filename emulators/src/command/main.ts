import { readArguments, usage, type Command } from './arguments.js';

/** Exit codes: 1 when it could not be started, 2 when the arguments are wrong. */
async function main(args: readonly string[]): Promise<void> {
  let command: Command | 'help';
  try {
    command = readArguments(args);
  } catch (error) {
    console.error(`polyflag-emulator: ${messageOf(error)}\n${usage}`);
    process.exitCode = 2;
    return;
  }
  if (command === 'help') {
    console.log(usage);
    return;
  }
  try {
    // Loaded late: who is told of a mistake in the arguments need not wait for an evaluation engine.
    const { run } = await import('./run.js');
    const stop = await run(command, {
      say: (line) => {
        console.log(line);
      },
      warn: (line) => {
        console.error(`polyflag-emulator: ${line}`);
      },
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  } catch (error) {
    console.error(`polyflag-emulator: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

await main(process.argv.slice(2));

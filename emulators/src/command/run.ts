import { SplitEmulator } from '../split/emulator.js';
import type { SplitCommand } from './arguments.js';
import { SplitFiles } from './split-files.js';

/** Where the command's words go. */
export interface Output {
  readonly say: (line: string) => void;
  readonly warn: (line: string) => void;
}

/**
 * Starts an emulator over files. The promise gives a function that stops it.
 *
 * @throws Error when the definitions cannot be used, or the port is taken
 */
export async function runSplit(command: SplitCommand, { say, warn }: Output): Promise<() => Promise<void>> {
  const emulator = new SplitEmulator({ port: command.port });
  const files = new SplitFiles(command);
  const stop = async (): Promise<void> => {
    await files.stop();
    await emulator.stop();
  };
  try {
    await files.start({
      contents: (contents) => void emulator.load(contents),
      problem: warn,
    });
    await emulator.start();
  } catch (error) {
    await stop();
    throw error;
  }
  say(`Split emulator ready, urls: ${JSON.stringify(emulator.urls)}`);
  return stop;
}

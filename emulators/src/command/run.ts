import { AmplitudeEmulator } from '../amplitude/emulator.js';
import { HackleEmulator } from '../hackle/emulator.js';
import type { Emulator } from '../http/emulator.js';
import { SplitEmulator } from '../split/emulator.js';
import type { Command } from './arguments.js';
import { amplitudeFiles } from './amplitude-files.js';
import type { FilesListener } from './followed-files.js';
import { hackleFiles } from './hackle-files.js';
import { splitFiles } from './split-files.js';

/** Where the command's words go. */
export interface Output {
  readonly say: (line: string) => void;
  readonly warn: (line: string) => void;
}

/** An emulator that holds what files say. */
interface Loadable<Contents> extends Emulator<string> {
  load(contents: Contents): unknown;
}

interface Files<Contents> {
  start(listener: FilesListener<Contents>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts an emulator over files. The promise gives a function that stops it.
 *
 * @throws Error when the files cannot be used, or the port is taken
 */
export function run(command: Command, output: Output): Promise<() => Promise<void>> {
  const { vendor, port } = command;
  switch (vendor) {
    case 'split':
      return runOver('Split', new SplitEmulator({ port }), splitFiles(command), output);
    case 'hackle':
      return runOver('Hackle', new HackleEmulator({ port }), hackleFiles(command.workspace), output);
    case 'amplitude':
      return runOver('Amplitude', new AmplitudeEmulator({ port }), amplitudeFiles(command.deployment), output);
  }
}

async function runOver<Contents>(
  name: string,
  emulator: Loadable<Contents>,
  files: Files<Contents>,
  { say, warn }: Output,
): Promise<() => Promise<void>> {
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
  say(`${name} emulator ready, urls: ${JSON.stringify(emulator.urls)}`);
  return stop;
}

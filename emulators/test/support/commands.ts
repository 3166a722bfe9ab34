import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Command } from './command.js';

/** Commands in a folder of their own, for the suite that calls this; all are over and gone with their test. */
export interface CommandsInTest {
  /** Writes a file, JSON unless it is text. */
  readonly write: (file: string, content: unknown) => void;
  readonly command: (...args: string[]) => Command;
  /** Waits until the emulator of a vendor is ready. */
  readonly ready: (vendor: string, ...args: string[]) => Promise<Ready>;
}

/** An emulator that has said that it is ready, and its URLs as it has said them. */
export interface Ready {
  readonly running: Command;
  readonly urls: Readonly<Record<string, string>>;
}

export function commandsInTest(): CommandsInTest {
  const running: Command[] = [];
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'polyflag-emulator-'));
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((command) => command.end('SIGKILL')));
    rmSync(folder, { recursive: true, force: true });
  });

  function command(...args: string[]): Command {
    const made = new Command(args, folder);
    running.push(made);
    return made;
  }

  return {
    write: (file, content) => {
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    },
    command,
    ready: async (vendor, ...args) => {
      const made = command(vendor.toLowerCase().replace('.', '-'), ...args);
      const line = (await made.line()) ?? '';
      expect(line).to.match(new RegExp(`^${vendor} emulator ready, urls: \\{.*\\}$`));
      return { running: made, urls: JSON.parse(line.slice(line.indexOf('{'))) as Ready['urls'] };
    },
  };
}

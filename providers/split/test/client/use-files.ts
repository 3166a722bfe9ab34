import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A directory of its own for each test, and what else has to be cleared away. */
export interface Files {
  /** The directory of this test. */
  readonly directory: string;
  /** Writes a file as a careful program does: all of it, or nothing. @returns its path */
  write(name: string, content: unknown): string;
  /** Runs at the end of the test, the last first. */
  defer(task: () => unknown): void;
}

/** To be called inside a `describe`: its tests get files. */
export function useFiles(): Files {
  const tasks: (() => unknown)[] = [];
  let directory: string | undefined;
  afterEach(async () => {
    for (const task of tasks.splice(0).reverse()) await task();
  });
  return {
    get directory() {
      if (directory === undefined) {
        const made = mkdtempSync(path.join(tmpdir(), 'polyflag-split-'));
        tasks.unshift(() => {
          rmSync(made, { recursive: true, force: true });
          directory = undefined;
        });
        directory = made;
      }
      return directory;
    },
    write(name, content) {
      const file = path.join(this.directory, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, typeof content === 'string' ? content : JSON.stringify(content));
      renameSync(`${file}.new`, file);
      return file;
    },
    defer(task) {
      tasks.push(task);
    },
  };
}

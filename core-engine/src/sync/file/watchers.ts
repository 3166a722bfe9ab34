import { stat } from 'node:fs/promises';
import path from 'node:path';
import { planWatches } from './watch-plan.js';
import type { Watch, Watcher } from './watch.js';

interface Open {
  readonly identity: string;
  watcher: Watcher | undefined;
  /** Which entries matter, as `alike` writes them; replaced when the plan changes. */
  names: ReadonlySet<string>;
}

/** Keeps as many directories under watch as the files of a source need, and no more. A hint says where to look, not what is. */
export class Watchers {
  private readonly watch: Watch;
  private readonly onHint: () => void;
  private readonly open = new Map<string, Open>();
  private isClosed = false;

  constructor(watch: Watch, onHint: () => void) {
    this.watch = watch;
    this.onHint = onHint;
  }

  /**
   * Watches what these paths lead to now, and nothing else. What happened before it resolves may have gone unseen: look at
   * the files afterwards. Never rejects.
   */
  async cover(paths: readonly string[]): Promise<void> {
    const plan = await planWatches(paths);
    const wanted = new Map<string, { names: ReadonlySet<string>; identity: string }>();
    for (const [directory, names] of plan) {
      const identity = await identityOf(directory);
      if (identity !== undefined) wanted.set(directory, { names: new Set([...names].map(alike)), identity });
    }
    if (this.isClosed) return;
    for (const [directory, { identity }] of this.open) {
      if (wanted.get(directory)?.identity !== identity) this.drop(directory);
    }
    for (const [directory, { names, identity }] of wanted) {
      const open = this.open.get(directory);
      if (open === undefined) this.add(directory, names, identity);
      else open.names = names;
    }
  }

  /** Ends all watching; there are no hints after it. */
  close(): void {
    this.isClosed = true;
    for (const directory of [...this.open.keys()]) this.drop(directory);
  }

  private add(directory: string, names: ReadonlySet<string>, identity: string): void {
    const open: Open = { identity, names, watcher: undefined };
    this.open.set(directory, open);
    open.watcher = this.watch(
      directory,
      (name) => {
        if (this.open.get(directory) === open) this.hinted(directory, open, name);
      },
      () => {
        // No hint: a system that has no more watches would send us round in a circle. The next look tries again.
        if (this.open.get(directory) === open) this.open.delete(directory);
      },
    );
  }

  private hinted(directory: string, { names }: Open, name: string | null): void {
    if (name === null || names.has(alike(name))) {
      this.onHint();
    } else if (name === path.basename(directory)) {
      // The directory itself was moved or deleted, and the watch went with it, wherever it is now.
      this.drop(directory);
      this.onHint();
    }
  }

  private drop(directory: string): void {
    const open = this.open.get(directory);
    this.open.delete(directory);
    open?.watcher?.close();
  }
}

/** Some file systems report another case or another Unicode form than was asked for. A hint too many does no harm. */
function alike(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** A watch follows the directory, not its name: another directory of the same name needs another watch. */
async function identityOf(directory: string): Promise<string | undefined> {
  try {
    const { dev, ino, birthtimeNs } = await stat(directory, { bigint: true });
    return [dev, ino, birthtimeNs].join(':');
  } catch {
    return undefined;
  }
}

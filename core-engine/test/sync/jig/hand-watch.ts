import type { Watch } from '#src/sync/file/watch.js';

interface Watched {
  readonly onHint: (name: string | null) => void;
  readonly onEnd: () => void;
}

/** A watcher that hints when the test says so, and never otherwise. */
export class HandWatch {
  /** The open watches by directory. */
  readonly open = new Map<string, Watched>();
  /** How often a directory was opened, ever. */
  opened = 0;

  readonly watch: Watch = (directory, onHint, onEnd) => {
    const watched = { onHint, onEnd };
    this.open.set(directory, watched);
    this.opened++;
    return {
      close: () => {
        if (this.open.get(directory) === watched) this.open.delete(directory);
      },
    };
  };

  get directories(): string[] {
    return [...this.open.keys()].sort();
  }

  /** Hints in every open directory, without a name. */
  hint(): void {
    for (const { onHint } of this.open.values()) onHint(null);
  }
}

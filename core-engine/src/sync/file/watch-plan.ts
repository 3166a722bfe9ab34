import { lstat, readlink } from 'node:fs/promises';
import path from 'node:path';
import { inParallel } from './in-parallel.js';

/** Directories to watch, and in each the names that matter. */
export type WatchPlan = ReadonlyMap<string, ReadonlySet<string>>;

/** As many symbolic links in a row as Linux follows. */
const MOST_LINKS = 40;

/**
 * Where a change would show that touches what one of the paths leads to: the directory of the file, the directory of each
 * symbolic link on the way (Kubernetes swaps a link two levels above the file), and, if something is missing, the directory
 * in which it would appear. Never rejects.
 */
export async function planWatches(paths: readonly string[]): Promise<WatchPlan> {
  const walk = new Walk();
  await inParallel(paths, (file) => walk.follow(file));
  return walk.plan;
}

type Entry = { readonly kind: 'missing' | 'other' } | { readonly kind: 'link'; readonly target: string };

class Walk {
  readonly plan = new Map<string, Set<string>>();
  /** Files lie in few directories: their common ways are looked at once. */
  private readonly known = new Map<string, Promise<Entry>>();

  async follow(file: string): Promise<void> {
    const absolute = path.resolve(file);
    let at = path.parse(absolute).root;
    let rest = partsOf(absolute);
    for (let links = 0; rest.length > 0;) {
      const [name = '', ...below] = rest;
      rest = below;
      if (name === '..') {
        at = path.dirname(at);
        continue;
      }
      const here = path.join(at, name);
      const entry = await this.entryAt(here, below.length > 0);
      if (entry.kind === 'other' && below.length > 0) {
        at = here;
        continue;
      }
      this.note(at, name);
      if (entry.kind !== 'link' || ++links > MOST_LINKS) return;
      rest = [...partsOf(entry.target), ...below];
      if (path.isAbsolute(entry.target)) at = path.parse(entry.target).root;
    }
  }

  private note(directory: string, name: string): void {
    const names = this.plan.get(directory);
    if (names === undefined) this.plan.set(directory, new Set([name]));
    else names.add(name);
  }

  private entryAt(here: string, isShared: boolean): Promise<Entry> {
    const known = this.known.get(here);
    if (known !== undefined) return known;
    const entry = readEntry(here);
    if (isShared) this.known.set(here, entry);
    return entry;
  }
}

async function readEntry(here: string): Promise<Entry> {
  try {
    if (!(await lstat(here)).isSymbolicLink()) return { kind: 'other' };
    return { kind: 'link', target: await readlink(here) };
  } catch {
    // Missing, or not to be looked at: either way the directory above is where a change would show.
    return { kind: 'missing' };
  }
}

function partsOf(somePath: string): string[] {
  const { root } = path.parse(somePath);
  return somePath
    .slice(root.length)
    .split(path.sep === '/' ? '/' : /[/\\]/)
    .filter((part) => part !== '' && part !== '.');
}

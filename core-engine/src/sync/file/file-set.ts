import { asSourceError } from '../source.js';
import type { SourceError } from '../source.js';
import type { Parse } from './document.js';
import { inParallel } from './in-parallel.js';
import { joinName } from './safe-name.js';
import { shown } from './shown.js';
import { TrackedFile } from './tracked-file.js';
import type { Reading } from './tracked-file.js';

/** What a file source delivers: a main document and the further ones that it asked for. */
export interface FileSet<D, F> {
  readonly document: D;
  /** By the name it was asked for; one that is missing or cannot be used is absent. */
  readonly further: ReadonlyMap<string, F>;
}

/** Where the files are that the main document asks for. */
export interface FurtherFiles<D, F> {
  /** Names resolve inside this directory and never outside of it. */
  readonly directory: string;
  /** Stands after each name, `.json` for one; default nothing. */
  readonly extension?: string;
  readonly parse: Parse<F>;
  /** The names that a document asks for. Repetitions are harmless; a name that cannot be a file name gives a warning. */
  names(document: D): Iterable<string>;
}

/** What one look found: a whole set and what is wrong with parts of it, or what is wrong with the main file. */
export type Found<D, F> =
  | { readonly set: FileSet<D, F>; readonly warnings: readonly string[]; readonly problem?: never }
  | { readonly problem: SourceError };

/** The main file and the further ones, read into one set. It waits for nothing and delivers nothing. */
export class FileSetReader<D, F> {
  private readonly main: TrackedFile<D>;
  private readonly furtherFiles: FurtherFiles<D, F> | undefined;
  private readonly reading: Reading;
  private tracked = new Map<string, TrackedFile<F>>();

  constructor(main: { path: string; parse: Parse<D> }, further: FurtherFiles<D, F> | undefined, reading: Reading) {
    this.main = new TrackedFile(main.path, main.parse, reading);
    this.furtherFiles = further;
    this.reading = reading;
  }

  /** The paths of all files that the last look wanted, readable or not. */
  get paths(): readonly string[] {
    return [this.main, ...this.tracked.values()].map((file) => file.path);
  }

  /** Reads what has changed. Rejects only when the source was stopped. */
  async look(): Promise<Found<D, F>> {
    await this.main.look();
    const { problem, last } = this.main;
    if (problem !== undefined || last === undefined) return { problem: problem ?? this.unusable('it was not read') };
    const warnings: string[] = [];
    let names: Map<string, string>;
    try {
      names = this.furtherPaths(last.document, warnings);
    } catch (error) {
      return { problem: this.unusable(error) };
    }
    this.track(names);
    const further = new Map<string, F>();
    await inParallel([...this.tracked.values()], (file) => file.look());
    for (const [name, file] of this.tracked) {
      if (file.problem !== undefined) warnings.push(warningAbout(file));
      if (file.last !== undefined && !file.isMissing) further.set(name, file.last.document);
    }
    return { set: { document: last.document, further }, warnings };
  }

  /** Whether a file is no longer what the last look saw. */
  async hasMoved(): Promise<boolean> {
    return (await inParallel(this.looked(), (file) => file.hasMoved())).includes(true);
  }

  /** Whether another look may find something new. */
  async isDue(): Promise<boolean> {
    return (await inParallel(this.looked(), (file) => file.isDue())).includes(true);
  }

  /** The files that the last look was at: without a main document there is no reason to look at others. */
  private looked(): (TrackedFile<D> | TrackedFile<F>)[] {
    return this.main.problem === undefined ? [this.main, ...this.tracked.values()] : [this.main];
  }

  private furtherPaths(document: D, warnings: string[]): Map<string, string> {
    const paths = new Map<string, string>();
    const further = this.furtherFiles;
    if (further === undefined) return paths;
    for (const name of new Set(further.names(document))) {
      try {
        paths.set(name, joinName(further.directory, name, further.extension));
      } catch (error) {
        warnings.push(asSourceError(error, shown(name)).message);
      }
    }
    return paths;
  }

  /** Files that are asked for again keep what is known of them. */
  private track(paths: ReadonlyMap<string, string>): void {
    const further = this.furtherFiles;
    if (further === undefined) return;
    const tracked = new Map<string, TrackedFile<F>>();
    for (const [name, path] of paths) {
      tracked.set(name, this.tracked.get(name) ?? new TrackedFile(path, further.parse, this.reading));
    }
    this.tracked = tracked;
  }

  private unusable(error: unknown): SourceError {
    return asSourceError(error, `cannot use ${shown(this.main.path)}`);
  }
}

/** A file that is there and cannot be used keeps what it said last: better an old segment than an empty one. */
function warningAbout(file: TrackedFile<unknown>): string {
  const { message } = file.problem ?? { message: '' };
  return file.last !== undefined && !file.isMissing ? `${message} (its last good content stays in force)` : message;
}

/** Whether two sets hold the same documents: a tracked file keeps its document for as long as its content is the same. */
export function areSame<D, F>(one: FileSet<D, F> | undefined, other: FileSet<D, F>): boolean {
  if (one?.document !== other.document || one.further.size !== other.further.size) return false;
  for (const [name, document] of other.further) {
    if (!one.further.has(name) || one.further.get(name) !== document) return false;
  }
  return true;
}

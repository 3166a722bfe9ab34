import path from 'node:path';
import { systemClock } from '../../clock/clock.js';
import type { Clock } from '../../clock/clock.js';
import type { Parse } from './document.js';
import type { FurtherFiles } from './file-set.js';
import { watchDirectory } from './watch.js';
import type { Watch } from './watch.js';

export interface FileSourceOptions<D, F = never> {
  /** The main file; a relative path starts at the current directory of the moment of construction. */
  readonly path: string;
  /** Reads its text, for instance `parseJson`. */
  readonly parse: Parse<D>;
  /** The files that the main document asks for; default none. */
  readonly further?: FurtherFiles<D, F>;
  /** Whether to follow later changes; default false: one reading, and one more at each `reload()`. */
  readonly refresh?: boolean;
  /** How often files are compared with what was read, in milliseconds, where no watch hints earlier; default 15,000. */
  readonly refreshIntervalMs?: number;
  /**
   * How long a file must be at rest before it is read again, in milliseconds; default 50. A writer that pauses for longer
   * than that in the middle of a file may have its half read.
   */
  readonly settleMs?: number;
  /** A larger file is refused; default 256 MiB. */
  readonly maxBytes?: number;
  /** Default the machine's own. */
  readonly clock?: Clock;
  /** How directories are watched; default by the operating system. */
  readonly watch?: Watch;
}

/** The options with their defaults filled in and their paths absolute. */
export type FileSourceSettings<D, F> = Readonly<Required<Omit<FileSourceOptions<D, F>, 'further'>>> & {
  readonly further: FurtherFiles<D, F> | undefined;
};

export function settingsFrom<D, F>(options: FileSourceOptions<D, F>): FileSourceSettings<D, F> {
  const { further } = options;
  return {
    path: path.resolve(options.path),
    parse: options.parse,
    further: further && {
      directory: path.resolve(further.directory),
      extension: further.extension ?? '',
      parse: further.parse,
      names: (document) => further.names(document),
    },
    refresh: options.refresh ?? false,
    refreshIntervalMs: options.refreshIntervalMs ?? 15_000,
    settleMs: options.settleMs ?? 50,
    maxBytes: options.maxBytes ?? 256 * 1024 * 1024,
    clock: options.clock ?? systemClock,
    watch: options.watch ?? watchDirectory,
  };
}

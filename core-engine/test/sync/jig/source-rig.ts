import type { FileSet, FurtherFiles } from '#src/sync/file/file-set.js';
import { FileSource } from '#src/sync/file/file-source.js';
import { parseJson } from '#src/sync/file/document.js';
import type { FileSourceOptions } from '#src/sync/file/settings.js';
import { HandWatch } from './hand-watch.js';
import { RecordingSink } from './recording-sink.js';
import { SteppingClock } from './stepping-clock.js';

export const SETTLE = 50;
export const INTERVAL = 15_000;

export type AnySet = FileSet<unknown, unknown>;

/** A refreshing file source whose clock and watcher are in the hands of the test. */
export class SourceRig {
  /** Far enough ahead that every file counts as written long ago. */
  readonly clock = new SteppingClock(Date.now() + 3_600_000);
  readonly hand = new HandWatch();
  readonly sink = new RecordingSink<AnySet>();
  readonly source: FileSource<unknown, unknown>;

  constructor(path: string, options: Partial<FileSourceOptions<unknown, unknown>> = {}) {
    this.source = new FileSource<unknown, unknown>({
      path,
      parse: parseJson,
      refresh: true,
      settleMs: SETTLE,
      refreshIntervalMs: INTERVAL,
      clock: this.clock,
      watch: this.hand.watch,
      ...options,
    });
  }

  start(): Promise<void> {
    return this.source.start(this.sink);
  }

  /** Hints at a change, and lets the source deal with it until it has nothing left to do. */
  async hint(): Promise<void> {
    await this.clock.scheduled(INTERVAL);
    this.hand.hint();
    await this.rest();
  }

  /** Lets the time pass after which the source looks without a hint. */
  async tick(): Promise<void> {
    await this.clock.step(INTERVAL);
    await this.rest();
  }

  /** Lets settle periods pass until the source only waits for the next interval. */
  rest(): Promise<unknown> {
    return this.clock.stepUntil(this.clock.scheduled(INTERVAL), SETTLE);
  }

  get documents(): unknown[] {
    return this.sink.applied.map(({ document }) => document);
  }
}

/** The main document lists names; each is a file in the directory. */
export function segmentsIn(directory: string): FurtherFiles<unknown, unknown> {
  return { directory, extension: '.json', parse: parseJson, names: (document) => document as string[] };
}

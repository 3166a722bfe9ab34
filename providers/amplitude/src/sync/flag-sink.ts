import type { Failure } from '@polyflag/core-engine';

/** Who hears of what came of the synchronisation. */
export interface FlagSink {
  /** Flags or cohorts are in force; these flags may be answered otherwise now. */
  changed(flagKeys: readonly string[]): void;
  /** What is in force is up to date, again or still. */
  fresh(): void;
  /** What is in force may be out of date. */
  stale(failure: Failure): void;
  /** Part of what arrived cannot be used. */
  problem(message: string): void;
}

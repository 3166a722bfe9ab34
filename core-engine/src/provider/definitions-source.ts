import type { Failure } from './outage.js';

/** A way in which a vendor's definitions arrive: it puts them into force itself and tells what came of it. For one start. */
export interface DefinitionsSource<S extends DefinitionsSink = DefinitionsSink> {
  /**
   * Resolves when the first definitions are in force; rejects with a coded error that names what is wrong, and then goes on
   * trying, if it is a source that renews itself.
   */
  start(sink: S): Promise<void>;
  /** Ends it. Never rejects. */
  stop(): Promise<void>;
}

/** Who hears of it. */
export interface DefinitionsSink {
  /** Definitions are in force; `names` in the set may be answered otherwise now. None: nothing changed. */
  changed(names: readonly string[]): void;
  /** What is in force is up to date, again or still. */
  fresh(): void;
  /** What is in force may be out of date. */
  stale(failure: StaleBy): void;
  /** Part of what arrived cannot be used. */
  problem(message: string): void;
}

/** Why definitions may be out of date; without `since` from now on. */
export type StaleBy = Omit<Failure, 'since'> & Partial<Pick<Failure, 'since'>>;

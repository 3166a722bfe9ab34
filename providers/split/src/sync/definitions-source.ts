import type { Failure } from '@polyflag/core-engine';

/** A way in which Split's definitions arrive: it applies them itself and tells what came of it. */
export interface DefinitionsSource {
  /** Resolves when the first definitions have been applied; rejects with a coded error that names what is wrong. */
  start(sink: DefinitionsSink): Promise<void>;
  /** Ends it. Never rejects. */
  stop(): Promise<void>;
  /** Goes on after the first synchronisation. @returns whether it was to wait for that */
  resume?(): boolean;
}

export interface DefinitionsSink {
  /** Definitions have been applied; `names` are the flags whose answers may differ now. */
  changed(names: readonly string[]): void;
  /** What was applied last is up to date, again or still. */
  fresh(): void;
  /** What was applied last may be out of date. */
  stale(failure: Failure): void;
  /** Part of what arrived cannot be used. */
  problem(message: string): void;
}

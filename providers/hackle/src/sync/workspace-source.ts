import type { Failure } from '@polyflag/core-engine';

/** A way in which workspaces arrive: it applies them itself and tells what came of it. */
export interface WorkspaceSource {
  /** Resolves when the first workspace has been applied; rejects with a coded error that names what is wrong. */
  start(sink: WorkspaceSink): Promise<void>;
  /** Ends it. Never rejects. */
  stop(): Promise<void>;
}

export interface WorkspaceSink {
  /** A workspace has been applied; `names` in the set are what may be answered otherwise now. */
  changed(names: readonly string[]): void;
  /** What was applied last is up to date, again or still. */
  fresh(): void;
  /** What was applied last may be out of date. */
  stale(failure: StaleBy): void;
  /** Part of what arrived cannot be used. */
  problem(message: string): void;
}

/** Why a workspace may be out of date; without `since` from now on. */
export type StaleBy = Omit<Failure, 'since'> & Partial<Pick<Failure, 'since'>>;

import type { Failure } from '@polyflag/core-engine';
import type { DataSync } from '../wire/message.js';

/** A way in which definitions arrive: it puts them into force itself and tells what came of it. For one start. */
export interface DefinitionsSource {
  /**
   * Resolves when the first data has been processed, also of an environment without any flag (D3); rejects with a coded error
   * that names what is wrong, and then goes on trying.
   */
  start(sink: DefinitionsSink): Promise<void>;
  /** Ends it. Never rejects. */
  stop(): Promise<void>;
}

/** Where the data of a message is put into force. */
export interface DefinitionsTarget {
  /** The latest timestamp that was seen: what a data-sync request says; 0 before any data. */
  readonly version: number;
  /** Whether a full set was processed, even an empty one (D3), or a patch. */
  readonly initialized: boolean;
  /** What has to be waited for before the data can be put into force; nearly always nothing. Never rejects. */
  prepare?(data: DataSync): Promise<void> | undefined;
  /**
   * Puts data into force by the versions of its items (D2). Never throws.
   *
   * @param requestedWhole the answer to a request with timestamp 0: what it says is taken as it comes
   * @returns the ids of the flags that may answer otherwise now
   */
  apply(data: DataSync, requestedWhole?: boolean): readonly string[];
}

export interface DefinitionsSink {
  /** Data has been put into force; `flagIds` may answer otherwise now. None: nothing changed. */
  changed(flagIds: readonly string[]): void;
  /** What was applied last is up to date, again or still. */
  fresh(): void;
  /** The connection is down, whether or not there is data: told at every failure (spec §4.8). */
  interrupted(error: StatusError): void;
  /** There is data, and it may be out of date. */
  stale(failure: StaleBy): void;
  /** Part of what arrived cannot be used. */
  problem(message: string): void;
}

/** Why definitions may be out of date; without `since` from now on. */
export type StaleBy = Omit<Failure, 'since'> & Partial<Pick<Failure, 'since'>>;

/** The vendor's words for what goes wrong (spec §4.8). */
export type StatusErrorType =
  | 'Request invalid'
  | 'Unknown close code'
  | 'Network error'
  | 'System error'
  | 'WebSocket error'
  | 'Runtime error'
  | 'Received Data invalid'
  | 'Data Storage init error'
  | 'Data Storage update error'
  | 'Unknown error';

export interface StatusError {
  readonly errorType: StatusErrorType;
  readonly message: string;
}

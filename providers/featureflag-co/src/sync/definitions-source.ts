import type { DefinitionsSink as Sink, DefinitionsSource as Source } from '@polyflag/core-engine';
import type { DataSync } from '../wire/message.js';

/** A way in which definitions arrive. It has started with the first data, also of an environment without any flag (D3). */
export type DefinitionsSource = Source<DefinitionsSink>;

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

/** What has changed is told as ids of flags. */
export interface DefinitionsSink extends Sink {
  /** The connection is down, whether or not there is data: told at every failure (spec §4.8). */
  interrupted(error: StatusError): void;
}

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

import type { ListenerStats, TrackerStats } from '@polyflag/core-engine';
import type { CheckedEvent } from '../validation/event.js';
import type { Evaluated } from './evaluated.js';
import type { ImpressionRecorder } from './impression-recorder.js';
import type { Telemetry } from './telemetry/telemetry.js';

/** What a client tells others of what it does. Making one starts nothing; it can be started again after a close. */
export interface Reports {
  /** Takes impressions that nobody listens to, and costs less than `record`; absent where somebody does. */
  readonly recorder: ImpressionRecorder | undefined;
  /** Absent where there is no backend to tell. */
  readonly telemetry: Telemetry | undefined;
  readonly stats: ReportsStats;

  /** Takes an impression. Never throws, does no I/O. */
  record(evaluated: Evaluated): void;
  /** Takes an event. Never throws, does no I/O. @returns whether there was room */
  track(event: CheckedEvent): boolean;
  /** Begins to send by itself. Harmless when repeated. */
  start(): void;
  /** Definitions are there. */
  ready(): void;
  /** Sends what waits. @param deadlineMs how long to try, in milliseconds. Never rejects. */
  flush(deadlineMs: number): Promise<void>;
  /** Sends what waits and ends it; what cannot be sent is dropped and counted. Never rejects. */
  close(deadlineMs: number): Promise<void>;
}

/** What became of everything since the last start. Always complete: nothing is lost that is not in a number here. */
export interface ReportsStats {
  readonly listener?: ListenerStats;
  /** Impressions that were to be sent one by one. */
  readonly impressions?: TrackerStats;
  /** Impressions that were only counted. */
  readonly deduped?: number;
  /** Rows of counts, by flag and hour; what is gathered and given up is told in impressions. */
  readonly counts?: TrackerStats & Gathering;
  /** Pairs of flag and key. */
  readonly uniqueKeys?: TrackerStats & Gathering;
  readonly events?: TrackerStats;
  readonly telemetry?: TrackerStats;
}

/** What has not come to the tracker yet. */
export interface Gathering {
  /** Waits to be put into the queue. */
  readonly gathered: number;
  /** Given up, because too much waited or, of counts, because its row was dropped. */
  readonly givenUp: number;
}

import type { Report } from './report.js';

/** Where events go to be sent, bounded and counted: made when a client starts, done with when it stops. */
export interface EventSink {
  /** Begins to send by itself. */
  start(): void;
  /** Takes one event. Never throws; what does not fit is counted. */
  add(report: Report): unknown;
  /** Sends what waits. @returns whether all of it was delivered before the deadline */
  flush(deadlineMs: number): Promise<boolean>;
  /** Sends what waits, and takes no more. Never rejects. */
  close(deadlineMs: number): Promise<unknown>;
}

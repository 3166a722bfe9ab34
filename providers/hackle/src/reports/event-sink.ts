import type { User } from '../user/user.js';
import type { Body } from './bodies.js';
import type { ReportKind } from './report.js';

/** Where events go to be sent, bounded and counted: made when a client starts, done with when it closes. */
export interface EventSink {
  /** Begins to send by itself. */
  start(): void;
  /**
   * Takes one event, which it makes of its parts if it keeps it. Never throws; what does not fit is counted.
   *
   * @param user whom it is about: a user who was read, or the only identifier of the one that the caller gave
   * @param given what the caller gave for a user of whom `user` is the identifier; he may change it afterwards
   * @param timestamp epoch milliseconds; default now
   */
  add(kind: ReportKind, body: Body, user: string | User, given?: unknown, timestamp?: number): unknown;
  /** Sends what waits. @returns whether all of it was delivered before the deadline */
  flush(deadlineMs: number): Promise<boolean>;
  /** Sends what waits, and takes no more. Never rejects. */
  close(deadlineMs: number): Promise<unknown>;
}

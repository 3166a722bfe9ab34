import type { Code } from './errors.js';

/**
 * What a vendor's client offers to the base of its provider: a life, and news of it. The base alone decides which events
 * come of it.
 */
export interface Backend {
  /**
   * Begins to fetch definitions. Idempotent: while a start is pending, and after it, every call has the same outcome.
   * Resolves when definitions are there (from wherever: the network, a file, a snapshot); rejects with a coded error,
   * PROVIDER_FATAL when credentials are refused (2.4.2.1). After a rejection it goes on trying in the background, unless
   * closed, and tells `ready` when it succeeds. After `close` it can be started again.
   */
  start(): Promise<void>;

  /**
   * Delivers what waits to be reported and lets go of everything. Idempotent; also before and during a start. A pending
   * start settles.
   *
   * @param deadlineMs how long it may take, in milliseconds
   */
  close(deadlineMs: number): Promise<void>;

  /**
   * Delivers what waits to be reported: asked of a client that is shared and therefore stays open (2.7.1).
   *
   * @param deadlineMs how long it may take, in milliseconds
   */
  flush?(deadlineMs: number): Promise<unknown>;

  /**
   * Hears of changes until the function that is returned is called, and of an outage that is there already at once. The
   * listener never throws.
   */
  subscribe(listener: StatusListener): () => void;
}

export type StatusListener = (status: BackendStatus) => void;

/**
 * What a backend tells. It may tell the same thing twice: an event comes only of a change.
 *
 * | status | when | event |
 * |---|---|---|
 * | `ready` | definitions are there and kept up to date, also again after `stale` and `error` | READY after STALE, ERROR, or a start that failed |
 * | `stale` | definitions are there and may be out of date | STALE, unless already in ERROR |
 * | `error` | for too long so; before any definitions PROVIDER_FATAL, afterwards every code but that | ERROR |
 * | `changed` | definitions differ from those served before; the first load is no change | CONFIGURATION_CHANGED; before READY it waits |
 */
export type BackendStatus =
  | { readonly kind: 'ready' }
  | { readonly kind: 'stale'; readonly message: string }
  | { readonly kind: 'error'; readonly message: string; readonly code: Code }
  /** Keys as one evaluates them, removed ones included. None: nothing changed. */
  | { readonly kind: 'changed'; readonly flagKeys: readonly string[] };

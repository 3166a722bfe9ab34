/**
 * The way out of the process, as the tracker sees it. The tracker decides what goes when; a sender turns one batch into
 * one request and says what became of it. It knows the wire format, and keeps nothing from one call to the next.
 */
export interface Sender<T> {
  /**
   * Sends one batch, once: retries, deadlines and back-off are the tracker's.
   *
   * @param batch at least one item, in the order in which they were added; after a failure the same items come again, so
   *   an id that an item carries is stable over all attempts
   * @param signal fires when the tracker stops waiting: the request is to be given up
   * @returns what became of the batch. Throwing, rejecting, never settling, and an answer that is no `Delivery` all count
   *   as `failed`.
   */
  send(batch: readonly T[], signal: AbortSignal): Promise<Delivery>;
}

/**
 * What became of a batch. `detail` is for the log, for example `HTTP 503`; it must hold no key, secret or user data, and
 * be the same text for the same problem, since each distinct problem is logged once.
 */
export type Delivery =
  /** The backend took all of it. */
  | { readonly kind: 'delivered' }
  /**
   * It may work later: no connection, a timeout, 429, 5xx. The batch stays and is sent again.
   * `retryAfterMs` is the backend's own wish; no attempt is made before, at most 30 minutes are believed.
   */
  | { readonly kind: 'failed'; readonly retryAfterMs?: number; readonly detail?: string }
  /** The backend does not want this batch (400, 413): it is halved; an item refused alone is dropped. */
  | { readonly kind: 'batch-refused'; readonly detail?: string }
  /** The backend does not want us (401, 403): the batch stays, and the next attempt is minutes away. */
  | { readonly kind: 'credentials-refused'; readonly detail?: string };

const KINDS: ReadonlySet<unknown> = new Set(['delivered', 'failed', 'batch-refused', 'credentials-refused']);

/** Whether an untyped sender's answer is one we understand. */
export function isDelivery(value: unknown): value is Delivery {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.has(value.kind);
}

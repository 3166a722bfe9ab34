/**
 * Everything through which definitions arrive: a file, a poll, a stream. It brings whatever it brings to a sink and knows
 * neither what is in it nor what becomes of it.
 *
 * @typeParam T what one delivery consists of
 */
export interface Source<T> {
  /**
   * Begins to deliver to `sink`. Resolves after the first good delivery was applied; rejects with a `SourceError` when the
   * first attempt fails (that rejection is its report: `status` is not called for it), or when `stop` comes first.
   *
   * A source that renews itself goes on trying after such a rejection, until `stop`: what arrives later is applied and
   * reported as healthy. Starting a source that is started is a mistake and rejects with an ordinary `Error`. A start after
   * a stop waits for an `apply` that is still running.
   */
  start(sink: SourceSink<T>): Promise<void>;

  /**
   * Ends deliveries: the sink is not called again. Does not wait for an `apply` that is running, so that a sink may call
   * it. Harmless when stopped; the source can be started again. Never rejects.
   */
  stop(): Promise<void>;
}

/** Where a source delivers. */
export interface SourceSink<T> {
  /**
   * Takes one delivery. Called one at a time and in order: the next call waits for the promise of this one, so that a late
   * answer never overwrites a newer one. What it throws means "this is not usable" and is reported as a failure; the last
   * good delivery stays in force. Parts of a delivery may be shared with later ones: it must not be changed.
   */
  apply(delivery: T): void | Promise<void>;

  /** Told when the state of the source changes; it holds until the next call. What it throws is ignored. */
  status(status: SourceStatus): void;
}

export type SourceStatus = Healthy | Failing;

/** The last attempt succeeded. */
export interface Healthy {
  readonly kind: 'healthy';
  /** What is wrong with parts of the last delivery, one sentence each; the rest of it works. */
  readonly warnings: readonly string[];
}

/** The last attempt failed; what was delivered before stays in force. Told once for each change of the problem. */
export interface Failing {
  readonly kind: 'failing';
  /** One sentence that names the place and what is wrong; it holds nothing of the content. */
  readonly problem: string;
  readonly code: SourceProblem;
  /** Since when nothing has succeeded, in epoch milliseconds. */
  readonly since: number;
}

/**
 * - `unavailable`: it could not be read or reached; that may pass by itself.
 * - `refused`: the other side does not want us (credentials).
 * - `invalid`: it arrived, and it is not what it should be.
 * - `stopped`: the source was stopped before anything had arrived.
 */
export type SourceProblem = 'unavailable' | 'refused' | 'invalid' | 'stopped';

/** Why nothing could be delivered. Recognise it by `code`. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: SourceProblem;

  constructor(code: SourceProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What was thrown, as a `SourceError`: itself if it is one, else `invalid`, with `what` before its message. */
export function asSourceError(error: unknown, what: string): SourceError {
  if (error instanceof SourceError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new SourceError('invalid', `${what}: ${reason}`, { cause: error });
}

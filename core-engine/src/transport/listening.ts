import { classOf } from '../logging/class-of.js';
import { failure } from './failure.js';
import type { HttpFailure } from './transport.js';

export interface ListeningOptions<End> {
  /** The transport's: how to give up what is under way. */
  readonly ongoing: Set<() => void>;
  readonly ended: (end: End | HttpFailure) => void;
  /** Lets go of what is being listened to. */
  readonly release: () => void;
  /** The host, as a message may show it. */
  readonly where: () => string;
}

/**
 * What the listener to something open is told: the end once, nothing after it, and nothing after a close. What it throws
 * ends what it listens to, and never reaches the process.
 */
export class Listening<End> {
  readonly #options: ListeningOptions<End>;
  readonly #abandon = () => this.end(failure('aborted', this.#options.where()));
  #isOver = false;

  constructor(options: ListeningOptions<End>) {
    this.#options = options;
    options.ongoing.add(this.#abandon);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  tell(call: () => void): void {
    if (this.#isOver) return;
    try {
      call();
    } catch (error) {
      this.end(failure('broken', this.#options.where(), `the listener threw ${classOf(error)}`));
    }
  }

  /** It is over, and that is told. */
  end(end: End | HttpFailure): void {
    if (this.#isOver) return;
    this.close();
    try {
      this.#options.ended(end);
    } catch {
      // It has been told, and there is nobody else to tell.
    }
  }

  /** It is over, without a word. Idempotent. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.ongoing.delete(this.#abandon);
    this.#options.release();
  }
}

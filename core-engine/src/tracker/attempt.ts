import { classOf } from '../logging/class-of.js';
import type { Clock, Timer } from '../clock/clock.js';
import { isDelivery, type Delivery, type Sender } from './sender.js';

/**
 * One call of a sender, with a deadline. Whatever the sender does, `outcome` settles and never rejects, unless the
 * attempt is aborted: a sender that hangs is left behind, and what it answers later is not heard.
 */
export class Attempt {
  readonly outcome: Promise<Delivery>;
  private readonly controller = new AbortController();
  private readonly deadline: Timer;

  /**
   * Calls the sender, synchronously.
   *
   * @param timeoutMs how long the sender may take, in milliseconds
   */
  constructor(sender: Sender<never>, batch: readonly unknown[], clock: Clock, timeoutMs: number) {
    let settle!: (delivery: Delivery) => void;
    this.outcome = new Promise((resolve) => (settle = resolve));
    this.deadline = clock.schedule(timeoutMs, () => {
      settle({ kind: 'failed', detail: `no answer within ${timeoutMs} ms` });
      this.controller.abort();
    });
    void call(sender, batch as readonly never[], this.controller.signal).then((delivery) => {
      this.deadline.cancel();
      settle(delivery);
    });
  }

  /** Gives the request up. */
  abort(): void {
    this.deadline.cancel();
    this.controller.abort();
  }
}

/** Never rejects: a sender that fails in any way has failed to deliver. */
async function call(sender: Sender<never>, batch: readonly never[], signal: AbortSignal): Promise<Delivery> {
  try {
    const answer: unknown = await sender.send(batch, signal);
    if (isDelivery(answer)) return answer;
    return { kind: 'failed', detail: 'the sender gave no valid answer' };
  } catch (error) {
    return { kind: 'failed', detail: `the sender threw ${classOf(error)}` };
  }
}

import { systemClock, type Clock } from '../clock/clock.js';
import { classOf } from '../logging/class-of.js';
import type { Delivery, Sender } from '../tracker/sender.js';
import { retryAfterMs } from './regime.js';
import type { HttpRequest, HttpResponse, Transport } from './transport.js';

export interface HttpSenderOptions<T> {
  readonly transport: Pick<Transport, 'request'>;
  /**
   * Writes a batch down as a request; its `signal` is the sender's to set. When it throws, the batch counts as refused, so
   * that it is halved until the item that cannot be written down is alone, dropped and counted.
   */
  readonly shape: (batch: readonly T[]) => HttpRequest;
  /** For a `Retry-After` that is a date; default the machine's own. */
  readonly clock?: Clock;
}

/**
 * Sends a batch as one request: 2xx is delivered, 400 and 413 refuse the batch, 401 and 403 the credentials, and
 * everything else may work later.
 */
export class HttpSender<T> implements Sender<T> {
  readonly #transport: Pick<Transport, 'request'>;
  readonly #shape: (batch: readonly T[]) => HttpRequest;
  readonly #clock: Clock;

  constructor({ transport, shape, clock = systemClock }: HttpSenderOptions<T>) {
    this.#transport = transport;
    this.#shape = shape;
    this.#clock = clock;
  }

  async send(batch: readonly T[], signal: AbortSignal): Promise<Delivery> {
    let request: HttpRequest;
    try {
      request = this.#shape(batch);
    } catch (error) {
      return { kind: 'batch-refused', detail: `the batch cannot be written down (${classOf(error)})` };
    }
    const outcome = await this.#transport.request({ ...request, signal });
    return outcome.kind === 'failed' ? { kind: 'failed', detail: outcome.message } : this.#deliveryOf(outcome);
  }

  #deliveryOf(response: HttpResponse): Delivery {
    const { status } = response;
    const detail = `HTTP ${status}`;
    if (status >= 200 && status < 300) return { kind: 'delivered' };
    if (status === 400 || status === 413) return { kind: 'batch-refused', detail };
    if (status === 401 || status === 403) return { kind: 'credentials-refused', detail };
    const retryAfter = retryAfterMs(response, this.#clock.now());
    return { kind: 'failed', detail, ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }) };
  }
}

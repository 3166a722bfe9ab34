import type {
  Connection,
  EventStreamListener,
  HttpOutcome,
  HttpRequest,
  StreamRequest,
  Transport,
} from './transport.js';

/**
 * A transport that can be used again after it was closed, as a client can: the one behind it is opened at the first use,
 * and anew at the first use after a close. Nothing of it is visible to `util.inspect`.
 */
export class ReopeningTransport implements Transport {
  readonly #open: () => Transport;
  #current: Transport | undefined;

  constructor(open: () => Transport) {
    this.#open = open;
  }

  request(request: HttpRequest): Promise<HttpOutcome> {
    return this.#transport().request(request);
  }

  openEventStream(request: StreamRequest, listener: EventStreamListener): Connection {
    return this.#transport().openEventStream(request, listener);
  }

  close(): void {
    this.#current?.close();
    this.#current = undefined;
  }

  #transport(): Transport {
    return (this.#current ??= this.#open());
  }
}

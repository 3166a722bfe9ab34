import type {
  Connection,
  EventStreamListener,
  HttpOutcome,
  HttpRequest,
  SocketConnection,
  SocketListener,
  SocketRequest,
  SocketTransport,
  StreamRequest,
  Transport,
} from './transport.js';

/**
 * A transport that can be used again after it was closed, as a client can: the one behind it is opened at the first use,
 * and anew at the first use after a close. Nothing of it is visible to `util.inspect`.
 */
export class ReopeningTransport<T extends Transport = Transport> implements Transport {
  readonly #open: () => T;
  #current: T | undefined;

  constructor(open: () => T) {
    this.#open = open;
  }

  request(request: HttpRequest): Promise<HttpOutcome> {
    return this.transport().request(request);
  }

  openEventStream(request: StreamRequest, listener: EventStreamListener): Connection {
    return this.transport().openEventStream(request, listener);
  }

  close(): void {
    this.#current?.close();
    this.#current = undefined;
  }

  protected transport(): T {
    return (this.#current ??= this.#open());
  }
}

/** The same of a transport that opens WebSockets too. */
export class ReopeningSocketTransport extends ReopeningTransport<SocketTransport> implements SocketTransport {
  openSocket(request: SocketRequest, listener: SocketListener): SocketConnection {
    return this.transport().openSocket(request, listener);
  }
}

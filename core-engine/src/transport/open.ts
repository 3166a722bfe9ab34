import { systemClock } from '../clock/clock.js';
import { Routes } from './agent.js';
import { deadlinesFrom } from './deadlines.js';
import { openEventStream } from './event-stream.js';
import type { Wiring } from './exchange.js';
import { requestOnce } from './request.js';
import { openSocket } from './socket.js';
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
  TransportOptions,
} from './transport.js';

/** 32 MiB. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Makes a transport. Nothing is opened, and none of the libraries under it is loaded, before its first use.
 *
 * @throws TypeError when `proxy` is no URL of a proxy; it does not repeat it
 */
export function openTransport(options: TransportOptions = {}): SocketTransport {
  return new OpenTransport(options);
}

/** Nothing of it is visible to `util.inspect`: its options and its connections know passwords. */
class OpenTransport implements SocketTransport {
  readonly #wiring: Wiring;
  #isClosed = false;

  constructor({ clock = systemClock, deadlines, maxBytes = MOST_BYTES, ...way }: TransportOptions) {
    this.#wiring = {
      clock,
      deadlines: deadlinesFrom(deadlines),
      maxBytes,
      routes: new Routes(way),
      ongoing: new Set(),
    };
  }

  request(request: HttpRequest): Promise<HttpOutcome> {
    return requestOnce(this.#wiring, this.#isClosed ? { ...request, signal: AbortSignal.abort() } : request);
  }

  openEventStream(request: StreamRequest, listener: EventStreamListener): Connection {
    const connection = openEventStream(this.#wiring, request, listener);
    if (this.#isClosed) queueMicrotask(() => this.#abandonAll());
    return connection;
  }

  openSocket(request: SocketRequest, listener: SocketListener): SocketConnection {
    const connection = openSocket(this.#wiring, request, listener);
    if (this.#isClosed) queueMicrotask(() => this.#abandonAll());
    return connection;
  }

  close(): void {
    this.#isClosed = true;
    this.#abandonAll();
    this.#wiring.routes.close();
  }

  #abandonAll(): void {
    for (const abandon of [...this.#wiring.ongoing]) abandon();
  }
}

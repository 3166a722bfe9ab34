import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { deadlinesOfStream } from './deadlines.js';
import { isAddress, type Wiring } from './exchange.js';
import { failure, failureOf } from './failure.js';
import { Listening } from './listening.js';
import { PhaseWatch } from './phases.js';
import { abandonConnect } from './proxy.js';
import { parseUrl } from './redact.js';
import type { SocketConnection, SocketEnd, SocketListener, SocketRequest } from './transport.js';

/** Close codes of RFC 6455, 7.4.1: the other side left without one; the connection broke. */
const ABNORMAL = 1006;
const NORMAL = 1000;

/** Opens a WebSocket, once. */
export function openSocket(wiring: Wiring, request: SocketRequest, listener: SocketListener): SocketConnection {
  const socket = new OpenSocket(wiring, request, listener);
  socket.start();
  return { close: (code = NORMAL) => socket.close(code), send: (text) => socket.send(text) };
}

class OpenSocket {
  readonly #wiring: Wiring;
  readonly #request: SocketRequest;
  readonly #listener: SocketListener;
  readonly #url: URL | undefined;
  readonly #listening: Listening<SocketEnd>;
  #where: string;
  #watch: PhaseWatch | undefined;
  #socket: WebSocket | undefined;
  #giveUpConnect: () => void = () => undefined;
  /** What the other side is told when we leave. */
  #farewell = NORMAL;

  constructor(wiring: Wiring, request: SocketRequest, listener: SocketListener) {
    this.#wiring = wiring;
    this.#request = request;
    this.#listener = listener;
    this.#url = socketUrl(request.url);
    this.#where = this.#url?.host ?? 'a text that is no ws or wss URL';
    this.#listening = new Listening<SocketEnd>({
      ongoing: wiring.ongoing,
      ended: (end) => listener.ended(end),
      release: () => this.#release(),
      where: () => this.#where,
    });
  }

  start(): void {
    this.#run().catch((error: unknown) => this.#fail(error));
  }

  close(code: number): void {
    this.#farewell = code;
    this.#listening.close();
  }

  send(text: string): boolean {
    const socket = this.#socket;
    if (this.#listening.isOver || socket?.readyState !== socket?.OPEN || socket === undefined) return false;
    if (socket.bufferedAmount + Buffer.byteLength(text) > this.#wiring.maxBytes) return false;
    socket.send(text);
    return true;
  }

  async #run(): Promise<void> {
    const { WebSocket } = await import('ws');
    const url = this.#url;
    if (url === undefined) {
      this.#listening.end(failure('unreachable', this.#where));
      return;
    }
    const route = await this.#wiring.routes.to(url, true);
    if (this.#listening.isOver) return;
    this.#where = route.where;
    const watch = this.#watchOver(url);
    const { headers, protocols = [] } = this.#request;
    const socket = new WebSocket(url, [...protocols], {
      agent: route.agent,
      headers: { 'user-agent': 'polyflag', ...headers },
      maxPayload: this.#wiring.maxBytes,
      perMessageDeflate: false,
      followRedirects: false,
      finishRequest: (client) => {
        this.#giveUpConnect = () => abandonConnect(client);
        watch.follow(client);
        client.end();
      },
    });
    this.#socket = socket;
    this.#follow(socket, watch);
  }

  #watchOver(url: URL): PhaseWatch {
    const { clock, deadlines } = this.#wiring;
    this.#watch = new PhaseWatch({
      clock,
      deadlines: deadlinesOfStream(deadlines),
      isAddress: isAddress(url),
      hold: false,
      expired: (detail) => this.#listening.end(failure('timeout', this.#where, detail)),
    });
    return this.#watch;
  }

  #follow(socket: WebSocket, watch: PhaseWatch): void {
    let connection: Socket | undefined;
    socket.on('upgrade', (response) => (connection = response.socket));
    socket.on('open', () => {
      watch.stop();
      this.#listening.tell(() => this.#listener.opened());
      // A large message takes its time, in which nothing else can come.
      connection?.prependListener('data', () => this.#listening.tell(() => this.#listener.alive()));
    });
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (!isBinary) this.#listening.tell(() => this.#listener.message(data.toString()));
    });
    socket.on('unexpected-response', (_request, { statusCode: status = 0 }: IncomingMessage) => {
      this.#listening.end({ kind: 'refused', status, message: `${this.#where} answered ${status}` });
    });
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', (code) => {
      this.#listening.end(code === ABNORMAL ? failure('broken', this.#where) : { kind: 'closed', code });
    });
  }

  #fail(error: unknown): void {
    this.#listening.end(failureOf(error, this.#watch?.stage ?? 'reaching', this.#where));
  }

  #release(): void {
    this.#watch?.stop();
    this.#giveUpConnect();
    const socket = this.#socket;
    if (socket === undefined) return;
    // The farewell is on its way before the connection goes; waiting for an answer would take a timer of the library's.
    if (socket.readyState === socket.OPEN) socket.close(this.#farewell);
    socket.terminate();
  }
}

/** With the protocol of the handshake, by which a way is found. */
function socketUrl(text: string): URL | undefined {
  const url = parseUrl(text);
  if (url?.protocol !== 'ws:' && url?.protocol !== 'wss:') return undefined;
  return new URL(`http${url.href.slice(2)}`);
}

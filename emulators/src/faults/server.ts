import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Match } from '../http/match.js';
import type { ReceivedRequest } from '../http/received.js';
import { Recorder, type ReceivedOptions } from '../http/recorder.js';
import { catalogue, type FaultName } from './catalogue.js';
import { play } from './player.js';
import { readRequest } from './read-request.js';

/** What the answer would be if nothing went wrong. */
export interface FaultOptions {
  /** Default an empty object. */
  readonly body?: string;
  /** Default JSON. */
  readonly contentType?: string;
}

const ordinary = { body: '{}', contentType: 'application/json' } as const;

/** A server on real sockets that goes wrong in the way that its URL names. */
export class FaultServer {
  private readonly sockets = new Set<Socket>();
  private readonly recorder = new Recorder();
  private readonly arranged: FaultOptions[] = [];
  private servers: readonly Server[] = [];

  /** Begins to listen, at two ports of loopback: some faults need a second origin. */
  async start(): Promise<void> {
    this.servers = [this.listener(), this.listener()];
    await Promise.all(
      this.servers.map(async (server) => {
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
      }),
    );
  }

  /** Ends every connection and stops listening. */
  async stop(): Promise<void> {
    const { servers } = this;
    this.servers = [];
    const closed = servers.map((server) => once(server, 'close'));
    for (const server of servers) server.close();
    for (const socket of this.sockets) socket.destroy();
    await Promise.all(closed);
  }

  /** Where a fault is met. A path and a query may be appended: it can be the base URL of an API. */
  url(fault: FaultName, options: FaultOptions = {}): string {
    const at = this.arranged.push(options) - 1;
    return `http://127.0.0.1:${this.ports[0]}/${fault}/${at}`;
  }

  /** The two ports; requests to the second came by a redirect to another origin, as their header `host` shows. */
  get ports(): readonly [number, number] {
    const [port, elsewhere] = this.servers.map((server) => (server.address() as AddressInfo).port);
    if (port === undefined || elsewhere === undefined) throw new Error('the fault server has no port before start()');
    return [port, elsewhere];
  }

  /** How many connections are open: none, when a client has let go of all. */
  get openConnections(): number {
    return this.sockets.size;
  }

  /** The requests so far; `service` is the name of the fault. What they were answered is no status, so there is none. */
  get requests(): readonly ReceivedRequest[] {
    return this.recorder.requests;
  }

  /** Resolves with the first request that matches, or with the `count`-th, whether it has arrived already or not. */
  received(match: Match<ReceivedRequest>, options?: ReceivedOptions): Promise<ReceivedRequest> {
    return this.recorder.received(match, options);
  }

  /** Resolves when no connection is open any more. */
  async allClosed(): Promise<void> {
    const closed = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));
    while (this.sockets.size > 0) await Promise.all([...this.sockets].map(closed));
  }

  private listener(): Server {
    return createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      socket.on('error', ignore);
      // A client that hangs up during a stall has to be noticed.
      socket.once('end', () => socket.end());
      this.serve(socket).catch(() => socket.destroy());
    });
  }

  private async serve(socket: Socket): Promise<void> {
    const request = await readRequest(socket);
    socket.resume();
    this.recorder.add({ ...request, status: undefined });
    const fault = isFault(request.service) ? catalogue[request.service] : catalogue.none;
    const { body, contentType } = { ...ordinary, ...this.arranged[Number(request.path.split('/')[1])] };
    const [port, elsewhere] = this.ports;
    const bytes = Buffer.from(body);
    const words = {
      type: contentType,
      length: bytes.length,
      port,
      elsewhere,
      self: request.url,
      accept: acceptOf(request.headers),
    };
    await play(fault.steps, socket, { body: bytes, words });
  }
}

/** The proof of a WebSocket that its handshake was understood (RFC 6455, 4.2.2). */
function acceptOf(headers: Readonly<Record<string, string>>): string {
  const key = `${headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  return createHash('sha1').update(key).digest('base64');
}

function isFault(name: string): name is FaultName {
  return Object.hasOwn(catalogue, name);
}

function ignore(): void {
  // That a client leaves in the middle is what it is tested for.
}

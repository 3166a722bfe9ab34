import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Handshake } from './handshake.js';

/** An HTTP server on loopback whose connections can be cut, and which comes back on the port that it had. */
export class LoopbackServer {
  private readonly host: string;
  private readonly listener: RequestListener;
  private readonly upgrade: (handshake: Handshake) => void;
  private readonly sockets = new Set<Socket>();
  private known: number;
  private server: Server | undefined;

  /**
   * @param port 0 for one that is free
   * @param upgrade gets the requests for WebSockets
   */
  constructor(host: string, port: number, listener: RequestListener, upgrade: (handshake: Handshake) => void) {
    this.host = host;
    this.known = port;
    this.listener = listener;
    this.upgrade = upgrade;
  }

  get listening(): boolean {
    return this.server !== undefined;
  }

  /** The port, once it is known. */
  get port(): number | undefined {
    return this.known === 0 ? undefined : this.known;
  }

  get url(): string {
    if (this.known === 0) throw new Error('the emulator has no URL before start()');
    return `http://${this.host}:${this.known}`;
  }

  /** @throws Error when the port is taken */
  async open(): Promise<void> {
    if (this.server !== undefined) return;
    const server = createServer(this.listener);
    // A client that reuses a connection in the very moment in which it is given up sees a failure that nobody asked for.
    server.keepAliveTimeout = 0;
    server.on('upgrade', (message, socket, head) => this.upgrade({ message, socket, head }));
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    this.server = server;
    try {
      server.listen(this.known, this.host);
      await once(server, 'listening');
    } catch (error) {
      this.server = undefined;
      throw error;
    }
    this.known = (server.address() as AddressInfo).port;
  }

  /** Refuses connections from now on, and ends those there are. */
  async close(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const closed = once(server, 'close');
    server.close();
    this.cut();
    await closed;
  }

  /** Ends every connection without a word; new ones are welcome. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}

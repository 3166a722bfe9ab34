import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, createServer as createNetServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { testCertificate, testKey } from './certificates.js';

/** What the tests of one file have open; `closeAll` belongs into `afterEach`. */
export class Opened {
  readonly #closers: (() => Promise<void> | void)[] = [];

  add<T extends { close(): unknown }>(one: T): T {
    this.#closers.push(() => void one.close());
    return one;
  }

  async closeAll(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }

  /** An HTTP server on loopback. @returns its origin and what it has seen */
  async http(listener: RequestListener): Promise<TestServer> {
    return this.#serve(createServer(listener), 'http');
  }

  async https(listener: RequestListener): Promise<TestServer> {
    return this.#serve(createSecureServer({ key: testKey, cert: testCertificate }, listener), 'https');
  }

  /** A server that speaks what it likes. */
  async raw(onSocket: (socket: Socket) => void): Promise<TestServer> {
    return this.#serve(createNetServer(onSocket), 'http');
  }

  /** A proxy that forwards requests and makes tunnels, for those who know `user:pass%word`. */
  async proxy(credentials = 'user:pass%word'): Promise<TestServer & { readonly lines: string[] }> {
    const lines: string[] = [];
    const allowed = (request: IncomingMessage): boolean => {
      lines.push(`${request.method ?? ''} ${request.url ?? ''}`);
      const expected = `Basic ${Buffer.from(credentials).toString('base64')}`;
      return request.headers['proxy-authorization'] === expected;
    };
    const forward = (request: IncomingMessage, response: ServerResponse): void => {
      if (!allowed(request)) {
        response.writeHead(407).end();
        return;
      }
      const target = new URL(request.url!);
      response.end(`forwarded to ${target.host}${target.pathname}`);
    };
    const server = createServer(forward);
    server.on('connect', (request: IncomingMessage, socket: Socket) => {
      if (!allowed(request)) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 6\r\n\r\nnobody');
        return;
      }
      const target = new URL(`http://${request.url!}`);
      const onward = connect(Number(target.port), target.hostname, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      for (const end of [onward, socket]) end.on('error', () => undefined);
    });
    return Object.assign(await this.#serve(server, 'http'), { lines });
  }

  async #serve(server: Server, protocol: string): Promise<TestServer> {
    const sockets = new Set<Socket>();
    const served: TestServer = { server, origin: '', port: 0, connections: 0, sockets };
    server.on('connection', (socket: Socket) => {
      served.connections++;
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    served.port = (server.address() as AddressInfo).port;
    served.origin = `${protocol}://127.0.0.1:${served.port}`;
    this.#closers.push(async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    });
    return served;
  }
}

export interface TestServer {
  readonly server: Server;
  origin: string;
  port: number;
  /** How many connections there have been. */
  connections: number;
  /** Those that are open. */
  readonly sockets: ReadonlySet<Socket>;
}

/** Sets variables of the environment (`undefined` removes one). @returns how to put them back */
export function withEnvironment(variables: Record<string, string | undefined>): { close(): void } {
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  const set = (values: Record<string, string | undefined>): void => {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
  set(variables);
  return { close: () => set(before) };
}

/** Resolves when `condition` holds; what it waits for is another socket's turn, not a time. Rejects after 5 seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`in vain: ${condition.toString()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface Arrival {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Writes the answer to the request with this number, the first being 1. */
export type Respond = (response: ServerResponse, count: number, request: Arrival) => void;

/** Real servers on loopback, closed after each test. */
export class Loopback {
  readonly arrivals: Arrival[] = [];
  private readonly servers: Server[] = [];

  /** @returns the URL of a server that answers so */
  async serve(respond: Respond): Promise<string> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const arrival = { method, url, headers, body: Buffer.concat(parts).toString() };
        this.arrivals.push(arrival);
        respond(response, this.arrivals.length, arrival);
      });
    });
    this.servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.arrivals.length = 0;
    await Promise.all(
      this.servers.splice(0).map(async (server) => {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }),
    );
  }
}

/** An answer of this status and body. */
export function answering(body: unknown, status = 200): Respond {
  return (response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** The user whom a request asks about. */
export function userOf({ headers, body }: Arrival): Record<string, unknown> {
  const encoded = headers['x-amp-exp-user'];
  const text = typeof encoded === 'string' ? Buffer.from(encoded, 'base64url').toString() : body;
  return JSON.parse(text) as Record<string, unknown>;
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export type Arrival = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

export interface BackendAnswer {
  readonly status: number;
  readonly body: string;
}

/** Answers with what it is given, in order, the last again and again, and keeps what it was asked. */
export class Backend {
  readonly arrivals: Arrival[] = [];
  private readonly server: Server;
  private answers: readonly BackendAnswer[] = [];

  constructor() {
    this.server = createServer((request, response) => {
      const { method, url, headers } = request;
      const { status, body } = this.answers[Math.min(this.arrivals.length, this.answers.length - 1)] as BackendAnswer;
      this.arrivals.push({ method, url, headers });
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  }

  /** Listens, if it does not yet. @returns its URL */
  async open(): Promise<string> {
    if (!this.server.listening) {
      this.server.listen(0, '127.0.0.1');
      await once(this.server, 'listening');
      // Nobody closes it: it lasts as long as there are cases.
      this.server.unref();
    }
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Forgets what was asked, and answers with these from now on. */
  serve(answers: readonly BackendAnswer[]): void {
    this.arrivals.length = 0;
    this.answers = answers;
  }
}

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TrackedEvent } from '../../kit/adapter.js';

/** What is read of an event of the vendor's. */
interface CustomEvent {
  readonly kind: string;
  readonly key: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly metricValue?: number;
  readonly contextKeys?: { readonly user?: string };
  readonly context?: { readonly key?: string };
}

/** A loopback server in the place of the one that the vendor's SDK reports to. */
export class EventsServer {
  private readonly server: Server;
  private readonly received: CustomEvent[] = [];

  constructor() {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        this.received.push(...(JSON.parse(Buffer.concat(parts).toString()) as CustomEvent[]));
        response.writeHead(202).end();
      });
    });
    // It does not keep a process that has closed its provider.
    this.server.unref();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  forget(): void {
    this.received.length = 0;
  }

  tracked(): TrackedEvent[] {
    return this.received
      .filter(({ kind }) => kind === 'custom')
      .map(({ key, data = {}, metricValue, contextKeys, context }) => ({
        name: key,
        targetingKey: contextKeys?.user ?? context?.key,
        value: metricValue,
        fields: data,
      }));
  }
}

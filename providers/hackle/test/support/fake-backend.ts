import type { Connection, HttpOutcome, HttpRequest, NetworkProblem, Transport } from '@polyflag/core-engine';
import type { EventsWire } from '@polyflag/hackle-provider/internal';

/** What the backend does with a request; `hang`: nothing, ever. */
export type Reply =
  | 'hang'
  | { readonly fails: NetworkProblem }
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> };

/** A workspace that is answered with, and when it was changed last. */
export function answer(document: unknown, lastModified?: string): Reply {
  const headers: Record<string, string> = lastModified === undefined ? {} : { 'last-modified': lastModified };
  return { status: 200, body: JSON.stringify(document), headers };
}

export interface Received {
  readonly at: number;
  readonly request: HttpRequest;
  readonly reply: Reply;
}

const ACCEPTED: Reply = { status: 202 };

/** A backend on a script: for each service replies in turn, and then the last one for good. */
export class FakeBackend implements Transport {
  readonly received: Received[] = [];
  /** How often the transport was closed. */
  closed = 0;
  workspaces: Reply[] = [{ status: 500 }];
  events: Reply[] = [ACCEPTED];
  metrics: Reply[] = [ACCEPTED];
  /** Decides by the request itself, before anything else. */
  decide: (request: HttpRequest) => Reply | undefined = () => undefined;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  request(request: HttpRequest): Promise<HttpOutcome> {
    const reply = this.decide(request) ?? this.next(request);
    this.received.push({ at: this.now(), request, reply });
    if (reply === 'hang') {
      return new Promise((resolve) => {
        const given: HttpOutcome = { kind: 'failed', problem: 'aborted', message: 'given up' };
        request.signal?.addEventListener('abort', () => resolve(given));
      });
    }
    if ('fails' in reply) return Promise.resolve({ kind: 'failed', problem: reply.fails, message: 'host: no luck' });
    return Promise.resolve({
      kind: 'response',
      status: reply.status,
      headers: reply.headers ?? {},
      body: reply.body ?? '',
    });
  }

  openEventStream(): Connection {
    throw new Error('Hackle has no stream');
  }

  close(): void {
    this.closed += 1;
  }

  /** The requests of a service. */
  of(service: 'sdk' | 'event' | 'monitoring'): Received[] {
    return this.received.filter(({ request }) => new URL(request.url).hostname.startsWith(`${service}.`));
  }

  /** The bodies of events, those only that were taken. */
  get taken(): EventsWire[] {
    return this.of('event')
      .filter(({ reply }) => typeof reply === 'object' && 'status' in reply && reply.status < 300)
      .map(({ request }) => JSON.parse(request.body ?? '') as EventsWire);
  }

  private next({ url }: HttpRequest): Reply {
    const { pathname } = new URL(url);
    const script =
      pathname === '/metrics' ? this.metrics : pathname === '/api/v2/events' ? this.events : this.workspaces;
    return script.length > 1 ? script.shift()! : script[0]!;
  }
}

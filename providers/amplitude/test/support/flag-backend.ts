import type {
  Connection,
  EventStreamListener,
  HttpOutcome,
  HttpRequest,
  NetworkProblem,
  StreamRequest,
  Transport,
} from '@polyflag/core-engine';

/** What the backend does with a request; `hang`: nothing, until it is given up. */
export type Reply = 'hang' | { readonly fails: NetworkProblem } | { readonly status: number; readonly body?: string };

export interface Received {
  readonly at: number;
  readonly request: HttpRequest;
}

/** An answer that is JSON. */
export function json(document: unknown): Reply {
  return { status: 200, body: JSON.stringify(document) };
}

/** A stream that somebody opened. */
export class OpenedStream {
  readonly at: number;
  readonly request: StreamRequest;
  isClosed = false;
  private readonly listener: EventStreamListener;

  constructor(at: number, request: StreamRequest, listener: EventStreamListener) {
    this.at = at;
    this.request = request;
    this.listener = listener;
  }

  send(data: string, type = 'message'): void {
    if (this.isClosed) return;
    this.listener.alive();
    this.listener.event({ type, data, id: '' });
  }

  flags(flags: readonly unknown[]): void {
    this.send(JSON.stringify(flags));
  }

  open(): void {
    if (!this.isClosed) this.listener.opened();
  }

  end(status?: number): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.listener.ended(
      status === undefined ? { kind: 'finished' } : { kind: 'refused', status, message: `it answered ${status}` },
    );
  }
}

/** A backend on a script: for flags, for each cohort and for events replies in turn, and then the last one for good. */
export class FlagBackend implements Transport {
  readonly received: Received[] = [];
  readonly streams: OpenedStream[] = [];
  flags: Reply[] = [{ status: 500 }];
  readonly cohorts = new Map<string, Reply[]>();
  /** What a new stream does, once it was opened. */
  onStream: (stream: OpenedStream) => void = () => undefined;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  request(request: HttpRequest): Promise<HttpOutcome> {
    this.received.push({ at: this.now(), request });
    const reply = this.replyTo(request);
    if (reply === 'hang') {
      return new Promise((resolve) => {
        const end = (): void => resolve({ kind: 'failed', problem: 'aborted', message: 'given up' });
        request.signal?.addEventListener('abort', end);
      });
    }
    if ('fails' in reply) return Promise.resolve({ kind: 'failed', problem: reply.fails, message: 'host: no luck' });
    return Promise.resolve({ kind: 'response', status: reply.status, headers: {}, body: reply.body ?? '' });
  }

  openEventStream(request: StreamRequest, listener: EventStreamListener): Connection {
    const stream = new OpenedStream(this.now(), request, listener);
    this.streams.push(stream);
    void Promise.resolve().then(() => this.onStream(stream));
    return {
      close: () => {
        stream.isClosed = true;
      },
    };
  }

  close(): void {
    for (const stream of this.streams) stream.isClosed = true;
  }

  /** The requests whose URL holds a text. */
  of(part: string): Received[] {
    return this.received.filter(({ request }) => request.url.includes(part));
  }

  /** The events that were sent. */
  get events(): readonly Readonly<Record<string, unknown>>[] {
    return this.of('/2/httpapi').flatMap(
      ({ request }) => (JSON.parse(request.body ?? '') as { events: Record<string, unknown>[] }).events,
    );
  }

  private replyTo({ url }: HttpRequest): Reply {
    const { pathname } = new URL(url);
    if (pathname === '/sdk/v2/flags') return next(this.flags);
    if (pathname === '/2/httpapi') return { status: 200, body: '{"code":200}' };
    const id = decodeURIComponent(pathname.slice('/sdk/v1/cohort/'.length));
    return next(this.cohorts.get(id) ?? [{ status: 404 }]);
  }
}

function next(script: Reply[]): Reply {
  return script.length > 1 ? (script.shift() as Reply) : (script[0] as Reply);
}

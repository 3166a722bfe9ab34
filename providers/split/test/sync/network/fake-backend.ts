import type {
  Connection,
  EventStreamListener,
  HttpOutcome,
  HttpRequest,
  StreamEnd,
  StreamRequest,
  Transport,
} from '@polyflag/core-engine';
import type { FlagWire, RuleBasedSegmentWire } from '#src/wire/definitions.js';

export type Route = 'splitChanges' | 'segmentChanges' | 'auth' | 'reports';

export interface Received {
  readonly route: Route;
  /** What follows the path of the route. */
  readonly rest: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface SegmentState {
  till: number;
  readonly keys: Set<string>;
}

/** A stream that a client has open. */
export interface FakeStream {
  readonly request: StreamRequest;
  readonly listener: EventStreamListener;
  isClosed: boolean;
}

type Answering = (received: Received) => HttpOutcome | Promise<HttpOutcome> | undefined;

/** Split's backend in a process, behind a transport: it answers at once, unless the test says otherwise. */
export class FakeBackend implements Transport {
  readonly flags = new Map<string, FlagWire>();
  readonly ruleBasedSegments = new Map<string, RuleBasedSegmentWire>();
  readonly segments = new Map<string, SegmentState>();
  readonly received: Received[] = [];
  readonly streams: FakeStream[] = [];
  connDelay = 0;
  tokenLife = 36_000;
  isClosed = false;
  underWay = 0;
  mostAtOnce = 0;
  private readonly answering = new Map<Route, Answering>();

  /** Answers requests of a route otherwise; `undefined`, here or from the function, is the ordinary answer. */
  answer(route: Route, answering: Answering | undefined): void {
    if (answering === undefined) this.answering.delete(route);
    else this.answering.set(route, answering);
  }

  /** Answers the next requests of a route so, and those after them in the ordinary way. */
  answerNext(route: Route, ...outcomes: (HttpOutcome | undefined)[]): void {
    this.answer(route, () => outcomes.shift());
  }

  /** Everything about definitions fails so, or no more. */
  down(outcome: HttpOutcome | undefined): void {
    for (const route of ['splitChanges', 'segmentChanges', 'auth'] as const) {
      this.answer(route, outcome === undefined ? undefined : () => outcome);
    }
  }

  put(...flags: FlagWire[]): void {
    for (const flag of flags) this.flags.set(flag.name, flag);
  }

  segment(name: string, till: number, ...keys: string[]): void {
    this.segments.set(name, { till, keys: new Set(keys) });
  }

  of(route: Route): Received[] {
    return this.received.filter((received) => received.route === route);
  }

  get stream(): FakeStream {
    return this.streams.at(-1)!;
  }

  get openStreams(): number {
    return this.streams.filter(({ isClosed }) => !isClosed).length;
  }

  /** The stream is accepted. */
  open(): void {
    this.stream.listener.opened();
  }

  end(end: StreamEnd = { kind: 'finished' }): void {
    this.stream.listener.ended(end);
  }

  /** Sends a notification on the stream. */
  push(inner: unknown, outer: Readonly<Record<string, unknown>> = {}): void {
    this.send(JSON.stringify({ timestamp: 1, channel: 'c1_flags', data: JSON.stringify(inner), ...outer }));
  }

  control(controlType: string, timestamp: number): void {
    this.push({ type: 'CONTROL', controlType }, { timestamp, channel: 'control_pri' });
  }

  send(data: string, type = 'message'): void {
    this.stream.listener.event({ type, data, id: '' });
  }

  async request({ url, headers = {}, signal }: HttpRequest): Promise<HttpOutcome> {
    const received = receivedOf(url, headers);
    this.received.push(received);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.underWay);
    const given = this.answering.get(received.route)?.(received) ?? this.ordinary(received);
    const aborted = new AbortionOf(signal);
    const outcome = await Promise.race([given, aborted.outcome]);
    aborted.forget();
    this.underWay -= 1;
    return outcome;
  }

  openEventStream(request: StreamRequest, listener: EventStreamListener): Connection {
    const stream: FakeStream = { request, listener, isClosed: false };
    this.streams.push(stream);
    return { close: () => (stream.isClosed = true) };
  }

  close(): void {
    this.isClosed = true;
  }

  private ordinary({ route, rest, query }: Received): HttpOutcome {
    const number = (name: string): number => Number(new URLSearchParams(query).get(name) ?? -1);
    switch (route) {
      case 'splitChanges':
        return json({
          ff: listOf(this.flags.values(), number('since')),
          rbs: listOf(this.ruleBasedSegments.values(), number('rbSince')),
        });
      case 'segmentChanges': {
        const segment = this.segments.get(decodeURIComponent(rest));
        if (segment === undefined) return status(404);
        const since = number('since');
        const added = since < segment.till ? [...segment.keys] : [];
        return json({ name: rest, added, removed: [], since, till: Math.max(since, segment.till) });
      }
      case 'auth':
        return json({ pushEnabled: true, token: tokenOf(this.tokenLife), connDelay: this.connDelay });
      case 'reports':
        return status(200);
    }
  }
}

export function json(body: unknown): HttpOutcome {
  return respond(200, JSON.stringify(body));
}

export function status(code: number): HttpOutcome {
  return respond(code, '');
}

export function respond(code: number, body: string, contentType = 'application/json'): HttpOutcome {
  return { kind: 'response', status: code, headers: { 'content-type': contentType }, body };
}

export const unreachable: HttpOutcome = { kind: 'failed', problem: 'unreachable', message: 'sdk.test: no connection' };

function listOf(definitions: Iterable<{ readonly changeNumber?: number }>, since: number): unknown {
  const all = [...definitions];
  const t = Math.max(since, ...all.map(({ changeNumber = -1 }) => changeNumber));
  return { s: since, t, d: all.filter(({ changeNumber = -1 }) => changeNumber > since) };
}

function receivedOf(url: string, headers: Readonly<Record<string, string>>): Received {
  const { pathname, search } = new URL(url);
  const query = search.slice(1);
  const [, route, rest = ''] = /^\/(splitChanges|segmentChanges|v2\/auth)(?:\/(.*))?$/.exec(pathname) ?? [];
  if (route === undefined) return { route: 'reports', rest: pathname, query, headers };
  return { route: route === 'v2/auth' ? 'auth' : (route as Route), rest, query, headers };
}

/** What a request comes to when it is given up. */
class AbortionOf {
  readonly outcome: Promise<HttpOutcome>;
  private readonly signal: AbortSignal | undefined;
  private abort: () => void = () => undefined;

  constructor(signal: AbortSignal | undefined) {
    this.signal = signal;
    this.outcome = new Promise((resolve) => {
      this.abort = () => resolve({ kind: 'failed', problem: 'aborted', message: 'given up' });
    });
    if (signal?.aborted === true) this.abort();
    signal?.addEventListener('abort', this.abort);
  }

  forget(): void {
    this.signal?.removeEventListener('abort', this.abort);
  }
}

function tokenOf(life: number): string {
  const rights = { c1_flags: ['subscribe'], control_pri: ['subscribe', 'channel-metadata:publishers'] };
  const claims = { 'x-ably-capability': JSON.stringify(rights), iat: 1_000, exp: 1_000 + life };
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
}

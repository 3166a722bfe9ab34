import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import type { Request } from 'got';
import type { Clock } from '../clock/clock.js';
import type { Routes } from './agent.js';
import { failure, failureOf } from './failure.js';
import { PhaseWatch } from './phases.js';
import { abandonConnect } from './proxy.js';
import { parseUrl } from './redact.js';
import type { Deadlines, HttpFailure, NetworkProblem } from './transport.js';

/** What everything that a transport opens has in common. */
export interface Wiring {
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  readonly maxBytes: number;
  readonly routes: Routes;
  /** How to give up what is under way. */
  readonly ongoing: Set<() => void>;
}

export interface ExchangeRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly deadlines: Deadlines;
  /** Whether it keeps the process alive. */
  readonly hold: boolean;
}

/** Who follows an exchange; none of it is called before `start` returns. */
export interface ExchangeListener {
  head(status: number, headers: Readonly<Record<string, string>>): void;
  /** A part of the body, decompressed. */
  data(chunk: Uint8Array): void;
  /** It is over; called once, unless it was dropped. Without a failure the whole body has come. */
  over(failure?: HttpFailure): void;
}

/** Answers that have no body, whatever encoding they name for it (RFC 9110, 6.4.1). */
const BODILESS: ReadonlySet<number> = new Set([204, 304]);

/** One request and its answer, part by part. */
export class Exchange {
  readonly #wiring: Wiring;
  readonly #request: ExchangeRequest;
  readonly #listener: ExchangeListener;
  readonly #url: URL | undefined;
  #where: string;
  #watch: PhaseWatch | undefined;
  #stream: Request | undefined;
  #client: ClientRequest | undefined;
  #isOver = false;

  constructor(wiring: Wiring, request: ExchangeRequest, listener: ExchangeListener) {
    this.#wiring = wiring;
    this.#request = request;
    this.#listener = listener;
    this.#url = httpUrl(request.url);
    this.#where = this.#url?.host ?? 'a text that is no http or https URL';
  }

  start(): void {
    this.#run().catch((error: unknown) => this.#fail(error));
  }

  /** Ends it with a failure. */
  giveUp(problem: NetworkProblem, detail?: string): void {
    this.#end(failure(problem, this.#where, detail));
  }

  /** Ends it without a word. */
  drop(): void {
    this.#isOver = true;
    this.#release();
  }

  /** The host, as a message may show it. */
  get where(): string {
    return this.#where;
  }

  async #run(): Promise<void> {
    const url = this.#url;
    const { got } = await import('got');
    if (url === undefined) {
      this.giveUp('unreachable');
      return;
    }
    const route = await this.#wiring.routes.to(url);
    if (this.#isOver) return;
    this.#where = route.where;
    const { deadlines, hold } = this.#request;
    const watch = new PhaseWatch({
      clock: this.#wiring.clock,
      deadlines,
      isAddress: isAddress(url),
      hold,
      expired: (detail) => this.giveUp('timeout', detail),
    });
    this.#watch = watch;
    const agent = route.agent as unknown as HttpsAgent;
    const { method, headers, body = '' } = this.#request;
    const stream = got.stream(url, {
      method,
      headers: { 'user-agent': 'polyflag', ...headers },
      ...(method === 'POST' ? { body } : {}),
      agent: { http: agent, https: agent },
      decompress: true,
      followRedirect: false,
      throwHttpErrors: false,
      retry: { limit: 0 },
    });
    this.#stream = stream;
    this.#follow(stream, watch);
  }

  #follow(stream: Request, watch: PhaseWatch): void {
    stream.once('request', (client: ClientRequest) => {
      this.#client = client;
      watch.follow(client);
    });
    stream.once('response', (response: Readable & { statusCode: number; headers: IncomingHttpHeaders }) => {
      if (this.#isOver) return;
      const headers = joined(response.headers);
      const encoding = headers['content-encoding'];
      // What is named here after decompression is an encoding that we cannot undo.
      const isEncoded = encoding !== undefined && encoding !== '' && encoding.toLowerCase() !== 'identity';
      if (isEncoded && !BODILESS.has(response.statusCode)) {
        this.giveUp('broken', 'an encoding that was not asked for');
        return;
      }
      this.#listener.head(response.statusCode, headers);
    });
    stream.on('data', (chunk: Uint8Array) => {
      if (this.#isOver) return;
      watch.part();
      this.#listener.data(chunk);
    });
    stream.once('end', () => this.#end());
    stream.on('error', (error: unknown) => this.#fail(error));
    stream.once('close', () => this.giveUp('broken'));
  }

  #fail(error: unknown): void {
    this.#end(failureOf(error, this.#watch?.stage ?? 'reaching', this.#where));
  }

  #end(why?: HttpFailure): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#release();
    this.#listener.over(why);
  }

  #release(): void {
    this.#watch?.stop();
    if (this.#client !== undefined) abandonConnect(this.#client);
    // After a whole answer this leaves the connection alone: it is back with the agent.
    this.#stream?.destroy();
  }
}

function httpUrl(text: string): URL | undefined {
  const url = parseUrl(text);
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : undefined;
}

/** Whether the host needs no lookup. `URL` has brought addresses into these two forms. */
export function isAddress({ hostname }: URL): boolean {
  return hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname);
}

function joined(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EvaluationContext } from '@openfeature/core';
import type { ReferenceBackend } from './backend.js';
import { evaluateReference } from './evaluate.js';

/** What an answer is made of. */
interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The most bytes of a request body. */
export const BODY_LIMIT = 100_000;

export const TOKEN = 'Bearer reference';

/** A flag that cannot be evaluated. */
export const BROKEN = 'broken-flag';

const PREFIX = '/ofrep/v1/evaluate/flags';

/** A server of the remote evaluation protocol over the reference's backend: the positive control of those cases. */
export class OfrepReferenceServer {
  /** How many of the next requests are too many. */
  tooMany = 0;
  private readonly backend: ReferenceBackend;
  private readonly server: Server;
  private readonly streams = new Set<ServerResponse>();

  constructor(backend: ReferenceBackend) {
    this.backend = backend;
    this.server = createServer((request, response) => void this.serve(request, response));
    backend.subscribe(({ kind }) => {
      if (kind === 'changed') this.tellStreams();
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      this.streams.add(response);
      response.on('close', () => this.streams.delete(response));
      return;
    }
    const { status, headers, body } = await this.answer(request);
    const text = body === undefined ? '' : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close', ...headers }).end(text);
  }

  private async answer(request: IncomingMessage): Promise<Reply> {
    const { url = '', method, headers } = request;
    if (headers.authorization !== TOKEN) return { status: 401 };
    if (!url.startsWith(PREFIX)) return { status: 404 };
    if (method !== 'POST') return { status: 405, headers: { allow: 'POST' } };
    if (headers['content-type']?.startsWith('application/json') !== true) return { status: 415 };
    if (this.tooMany > 0) {
      this.tooMany -= 1;
      return { status: 429, headers: { 'retry-after': '1' } };
    }
    const text = await bodyOf(request);
    if (text === undefined) return { status: 413 };
    const key = url.length > PREFIX.length ? decodeURIComponent(url.slice(PREFIX.length + 1)) : undefined;
    const asked = contextOf(text);
    if (typeof asked === 'string')
      return { status: 400, body: { ...(key === undefined ? {} : { key }), errorCode: asked } };
    return key === undefined ? this.all(asked, headers['if-none-match']) : this.one(key, asked);
  }

  private one(key: string, context: EvaluationContext): Reply {
    const flag = this.backend.flags.get(key);
    if (flag === undefined) return { status: 404, body: { key, errorCode: 'FLAG_NOT_FOUND' } };
    return { status: 200, body: this.entry(key, context) };
  }

  private all(context: EvaluationContext, known: string | undefined): Reply {
    const flags: object[] = [...this.backend.flags.keys()].map((key) => this.entry(key, context));
    flags.push({ key: BROKEN, errorCode: 'PARSE_ERROR', errorDetails: 'its rule cannot be read' });
    const etag = `"${createHash('sha256')
      .update(JSON.stringify([flags, context]))
      .digest('base64url')}"`;
    if (known === etag) return { status: 304, headers: { etag } };
    const eventStreams = [{ type: 'sse', endpoint: { requestUri: '/stream' } }];
    return { status: 200, headers: { etag }, body: { flags, eventStreams } };
  }

  /** Without a value where the caller is to decide. */
  private entry(key: string, context: EvaluationContext): object {
    const flag = this.backend.flags.get(key);
    const value = flag?.variants[flag.serves] ?? null;
    const type = value === null ? 'boolean' : (typeof value as 'boolean' | 'string' | 'number' | 'object');
    const details = evaluateReference(this.backend.flags, type, key, null, context);
    const { variant, reason } = details;
    return variant === undefined ? { key, reason } : { key, reason, variant, value: details.value };
  }

  private tellStreams(): void {
    const data = JSON.stringify({ type: 'refetchEvaluation', etag: String(Date.now()) });
    for (const stream of this.streams) stream.write(`id: ${Date.now()}\nevent: message\ndata: ${data}\n\n`);
  }
}

/** `undefined`: it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  let text = '';
  for await (const chunk of request) {
    if (text.length <= BODY_LIMIT) text += String(chunk);
  }
  return text.length > BODY_LIMIT ? undefined : text;
}

/** The context, or the code of what is wrong with the request. */
function contextOf(text: string): EvaluationContext | 'PARSE_ERROR' | 'INVALID_CONTEXT' {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return 'PARSE_ERROR';
  }
  const context: unknown = (body as { readonly context?: unknown } | null)?.context;
  const isContext = typeof context === 'object' && context !== null && !Array.isArray(context);
  return isContext ? (context as EvaluationContext) : 'INVALID_CONTEXT';
}

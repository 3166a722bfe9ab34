import type { EvaluationContext } from '@openfeature/core';
import { within } from '../running/bounded.js';
import type { Scene } from '../running/scene.js';

/** What a server answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly body: unknown;
}

/** A message of a stream. */
export interface StreamMessage {
  readonly id: string | undefined;
  readonly data: unknown;
}

export interface OpenStream {
  readonly status: number;
  readonly next: (ms: number) => Promise<StreamMessage>;
  readonly close: () => void;
}

/** The server of an adapter, asked without any client of the protocol. */
export class AskedServer {
  private readonly scene: Scene;
  private readonly base: string;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(scene: Scene) {
    const { url, headers = {} } = scene.require('ofrep');
    this.scene = scene;
    this.base = `${url.replace(/\/$/, '')}/ofrep/v1`;
    this.headers = headers;
  }

  /** The path of a single evaluation. */
  single(key: string): string {
    return `/evaluate/flags/${encodeURIComponent(key)}`;
  }

  evaluate(key: string, context: EvaluationContext = this.scene.context): Promise<Answered> {
    return this.post(this.single(key), JSON.stringify({ context }));
  }

  /** All flags. */
  all(context: EvaluationContext = this.scene.context, more: Readonly<Record<string, string>> = {}): Promise<Answered> {
    return this.post('/evaluate/flags', JSON.stringify({ context }), { ...this.headers, ...more });
  }

  post(path: string, text: string, headers = this.headers, type = 'application/json'): Promise<Answered> {
    return this.request(path, { method: 'POST', headers: { ...headers, 'content-type': type }, body: text });
  }

  async request(path: string, init: RequestInit): Promise<Answered> {
    const { evaluation } = this.scene.times;
    const merged = { ...init, headers: init.headers ?? this.headers, signal: AbortSignal.timeout(evaluation) };
    const response = await fetch(`${this.base}${path}`, merged);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }

  /** The first stream that the bulk answer names. */
  async stream(lastEventId?: string): Promise<OpenStream> {
    const { body } = await this.all();
    const entry: unknown = (member(body, 'eventStreams') as unknown[] | undefined)?.[0];
    const endpoint = member(entry, 'endpoint');
    const own = new URL(this.base).origin;
    const url =
      (member(entry, 'url') as string | undefined) ??
      `${textOf(member(endpoint, 'origin')) ?? own}${textOf(member(endpoint, 'requestUri')) ?? ''}`;
    const abort = new AbortController();
    const resume = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const response = await fetch(url, { headers: { ...this.headers, ...resume }, signal: abort.signal });
    const reader = messagesOf(response);
    return {
      status: response.status,
      next: async (ms) => (await within('a message of the stream', ms, reader.next())).value as StreamMessage,
      close: () => {
        abort.abort();
      },
    };
  }
}

async function* messagesOf(response: Response): AsyncGenerator<StreamMessage, undefined> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk as Uint8Array, { stream: true });
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const lines = rest.slice(0, end).split('\n');
      rest = rest.slice(end + 2);
      const field = (name: string): string | undefined =>
        lines
          .find((line) => line.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trim();
      const data = field('data');
      if (data !== undefined) yield { id: field('id'), data: parsed(data) };
    }
  }
  return undefined;
}

/** A member of whatever was answered. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { EventStream } from './event-stream.js';
import type { UnansweredRequest } from './received.js';

const zip = promisify(gzip);

/** A whole answer. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it stands, everything else as JSON; left away: nothing. */
  readonly body?: unknown;
}

/** An answer that says why not. */
export function refused(status: number, message: string): Reply {
  return { status, body: { code: status, message } };
}

/** The beginning of a stream of events. */
export interface StreamReply {
  readonly status: 200;
  /** Called once the headers are on their way. */
  readonly opened: (stream: EventStream) => void;
}

/** Whatever a request is answered; `undefined` for never. */
export type Answer = Reply | StreamReply | undefined;

/** Sends an answer, compressed for those who say that they can take it. */
export async function send(answer: Reply | StreamReply, request: UnansweredRequest, to: ServerResponse): Promise<void> {
  if ('opened' in answer) {
    to.writeHead(answer.status, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    to.flushHeaders();
    answer.opened(new EventStream(to));
    return;
  }
  const text = textOf(answer.body);
  const zipped = text !== '' && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const bytes = zipped ? await zip(text) : Buffer.from(text);
  to.writeHead(answer.status, {
    ...(text === '' ? {} : { 'content-type': 'application/json' }),
    ...(zipped ? { 'content-encoding': 'gzip', vary: 'accept-encoding' } : {}),
    // These two have no body by definition, and no length of one.
    ...(answer.status === 204 || answer.status === 304 ? {} : { 'content-length': String(bytes.length) }),
    ...answer.headers,
  });
  to.end(bytes);
}

function textOf(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

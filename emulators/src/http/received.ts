import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const unzip = promisify(gunzip);

/** A request as it arrived, and what it was answered. */
export interface ReceivedRequest {
  /** When it was complete, by the emulator's clock. */
  readonly at: number;
  readonly method: string;
  /** Which of the emulator's URLs it was sent to, by its name in `urls`. */
  readonly service: string;
  /** The path below that URL, as it was sent: `/splitChanges`. */
  readonly path: string;
  /** Everything after the host, as it was sent: the order of a query can matter. */
  readonly url: string;
  /** The parameters, decoded. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, otherwise the text; `undefined` where there is none. */
  readonly body: unknown;
  /** The status of the answer; `undefined` where there is none. */
  readonly status: number | undefined;
}

/** A request before anybody has answered it. */
export type UnansweredRequest = Omit<ReceivedRequest, 'status'>;

/** Waits for the whole request. @throws Error when the connection ends before that */
export async function receive(message: IncomingMessage, now: () => number): Promise<UnansweredRequest> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  const sent = Buffer.concat(parts);
  return { ...headOf(message, now), body: parsed(await textOf(sent, message.headers['content-encoding'])) };
}

/** A request that has no body. */
export function headOf(message: IncomingMessage, now: () => number): UnansweredRequest {
  const url = message.url ?? '/';
  const { pathname, searchParams } = new URL(`http://loopback${url}`);
  const [, service = '', ...rest] = pathname.split('/');
  return {
    at: now(),
    method: message.method ?? 'GET',
    service,
    path: `/${rest.join('/')}`,
    url,
    query: Object.fromEntries(searchParams),
    headers: headersOf(message),
    body: undefined,
  };
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

async function textOf(sent: Buffer, encoding: string | undefined): Promise<string> {
  if (encoding !== 'gzip') return sent.toString();
  return (await unzip(sent).catch(() => sent)).toString();
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

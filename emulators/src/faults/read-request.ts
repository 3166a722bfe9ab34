import type { Socket } from 'node:net';
import type { UnansweredRequest } from '../http/received.js';

/**
 * Reads the one request of a connection. Written by hand, because a server that speaks HTTP would not go wrong in all the
 * ways that are wanted.
 *
 * @throws Error when the connection ends before that
 */
export async function readRequest(socket: Socket): Promise<UnansweredRequest> {
  let got = Buffer.alloc(0);
  for (;;) {
    const end = got.indexOf('\r\n\r\n');
    const head = end < 0 ? undefined : headOf(got.subarray(0, end).toString('latin1'));
    if (head !== undefined && got.length - end - 4 >= Number(head.headers['content-length'] ?? 0)) {
      return { ...head, body: got.subarray(end + 4).toString() || undefined };
    }
    got = Buffer.concat([got, await nextPart(socket)]);
  }
}

function nextPart(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const over = (): void => {
      reject(new Error('the client has left'));
    };
    socket.once('close', over);
    socket.once('data', (part: Buffer) => {
      socket.off('close', over);
      resolve(part);
    });
  });
}

function headOf(text: string): Omit<UnansweredRequest, 'body'> {
  const [first = '', ...lines] = text.split('\r\n');
  const [method = '', url = '/'] = first.split(' ');
  const { pathname, searchParams } = new URL(`http://loopback${url}`);
  const [, service = '', ...rest] = pathname.split('/');
  const headers = lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.replace(/^[^:]*:\s*/, '')]);
  return {
    at: Date.now(),
    method,
    service,
    path: `/${rest.join('/')}`,
    url,
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries(headers) as Record<string, string>,
  };
}

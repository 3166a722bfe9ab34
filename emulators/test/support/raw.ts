import { connect, type Socket } from 'node:net';

/** What came over a connection. */
export interface Raw {
  readonly text: string;
  /** How it ended, in good order (`ended`) or by which error; `undefined` where it was left once `until` was there. */
  readonly end: string | undefined;
}

/** Sends one request over a bare socket and takes what comes, to the end or until some text is there and `then` is done. */
export async function raw(url: string, until?: string, then?: () => Promise<unknown>): Promise<Raw> {
  const { port, pathname } = new URL(url);
  const socket: Socket = connect(Number(port), '127.0.0.1');
  let text = '';
  let end: string | undefined;
  const there = new Promise<void>((resolve) => {
    socket.on('data', (part) => {
      text += part.toString('latin1');
      if (until !== undefined && text.includes(until)) resolve();
    });
  });
  socket.on('end', () => (end = 'ended'));
  socket.on('error', (error: NodeJS.ErrnoException) => (end = error.code));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: loopback\r\n\r\n`);
  await Promise.race([there, closed]);
  await then?.();
  const result = { text, end };
  socket.destroy();
  await closed;
  return result;
}

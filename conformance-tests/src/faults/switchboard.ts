import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What becomes of the requests for a path. */
export type Detour =
  /** Another server of loopback gets them, below a path of its own. */
  | { readonly kind: 'elsewhere'; readonly url: string }
  /** They get these bytes. */
  | { readonly kind: 'bytes'; readonly text: string }
  /** They get what somebody does with the connection. */
  | { readonly kind: 'hand'; readonly take: (socket: Socket) => void };

/** Takes a detour back. */
export type Undo = () => void;

interface Line {
  readonly path: string;
  readonly client: Socket;
}

/**
 * Stands between a client and a backend, at one address for the whole life of the client, and leads single paths astray.
 * It passes bytes on and understands no more than the head of a request; each connection carries one.
 */
export class Switchboard {
  private readonly backendPort: number;
  private readonly lines = new Set<Line>();
  private readonly detours = new Map<string, Detour>();
  private readonly paths: string[] = [];
  private server: Server | undefined;
  private known = 0;

  constructor(backendPort: number) {
    this.backendPort = backendPort;
  }

  get port(): number {
    return this.known;
  }

  get isDown(): boolean {
    return this.server === undefined;
  }

  /** Begins to listen; again at the same port. */
  async up(): Promise<void> {
    const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
      client.on('error', ignore);
      this.serve(client).catch(() => client.destroy());
    });
    this.server = server;
    server.listen(this.known, '127.0.0.1');
    await once(server, 'listening');
    this.known = (server.address() as AddressInfo).port;
  }

  /** Refuses connections, and ends those there are. */
  async down(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const closed = once(server, 'close');
    server.close();
    this.cut('/');
    await closed;
  }

  /** From now on, requests for a path and for what is below it take another way. */
  divert(path: string, detour: Detour): Undo {
    this.detours.set(path, detour);
    return () => {
      if (this.detours.get(path) === detour) this.detours.delete(path);
    };
  }

  /** Ends the connections of a path and of what is below it without a word. */
  cut(path: string): void {
    for (const line of this.lines) if (isBelow(line.path, path)) line.client.destroy();
  }

  /** How many requests came for a path and for what is below it. */
  asked(path: string): number {
    return this.paths.filter((asked) => isBelow(asked, path)).length;
  }

  private async serve(client: Socket): Promise<void> {
    const unnamed: Line = { path: '/', client };
    this.lines.add(unnamed);
    client.once('close', () => this.lines.delete(unnamed));
    const { head, rest } = await headOf(client);
    const [method = '', target = '/'] = head.split(' ', 2);
    const path = target.replace(/\?.*$/s, '');
    const line: Line = { path, client };
    this.lines.delete(unnamed);
    this.lines.add(line);
    client.once('close', () => this.lines.delete(line));
    this.paths.push(path);
    const [over, detour] = [...this.detours].find(([from]) => isBelow(path, from)) ?? [];
    switch (detour?.kind) {
      case undefined:
        join(client, this.backendPort, closing(head), rest);
        return;
      case 'elsewhere': {
        const { port, pathname } = new URL(detour.url);
        const sent = head.replace(target, pathname + target.slice(over?.length));
        join(client, Number(port), closing(sent), rest);
        return;
      }
      case 'bytes':
        client.end(method === 'HEAD' ? '' : detour.text);
        return;
      case 'hand':
        client.on('end', () => client.end());
        client.resume();
        detour.take(client);
        return;
    }
  }
}

function isBelow(path: string, top: string): boolean {
  return path === top || path.startsWith(top.endsWith('/') ? top : `${top}/`);
}

/** A second request on the same connection would not be looked at; after one for a WebSocket there is none. */
function closing(head: string): string {
  if (/\r\nupgrade: *websocket(\r|$)/i.test(head)) return `${head}\r\n\r\n`;
  return `${head.replace(/\r\nconnection:[^\r]*/gi, '')}\r\nConnection: close\r\n\r\n`;
}

async function headOf(client: Socket): Promise<{ readonly head: string; readonly rest: Buffer }> {
  let got = Buffer.alloc(0);
  for (;;) {
    const end = got.indexOf('\r\n\r\n');
    if (end >= 0) return { head: got.subarray(0, end).toString('latin1'), rest: got.subarray(end + 4) };
    got = Buffer.concat([got, await nextPart(client)]);
  }
}

function nextPart(client: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const over = (): void => reject(new Error('the client has left'));
    client.once('close', over);
    client.once('data', (part: Buffer) => {
      client.pause();
      client.off('close', over);
      resolve(part);
    });
    client.resume();
  });
}

/** Passes everything on in both directions, the ways in which a connection ends included. */
function join(client: Socket, port: number, head: string, rest: Buffer): void {
  const backend = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
  backend.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNRESET') reset(client);
    else client.destroy();
  });
  backend.write(head, 'latin1');
  backend.write(rest);
  client.pipe(backend);
  backend.pipe(client);
  client.once('close', () => backend.destroy());
  backend.once('close', () => client.destroySoon());
}

/** Without the word of goodbye that Node sends before it resets. */
function reset(client: Socket): void {
  client._final = (done) => done();
  client.resetAndDestroy();
}

function ignore(): void {
  // That a client leaves in the middle is what it is tested for.
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Definitions } from './definitions.js';

/** A backend on this machine, as far as Split's SDK asks one. */
export interface Loopback {
  readonly url: string;
  close(): Promise<void>;
}

const FIRST = -1;
const NEWEST = 1;

/** Serves definitions in the form of spec 1.3; takes every report and forgets it. */
export async function serve(definitions: Definitions): Promise<Loopback> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      respond(definitions, request, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function respond(definitions: Definitions, { method, url }: IncomingMessage, response: ServerResponse): void {
  const body = method === 'GET' ? bodyOf(definitions, new URL(url ?? '/', 'http://loopback')) : {};
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body ?? {}));
}

function bodyOf(definitions: Definitions, { pathname, searchParams }: URL): unknown {
  const since = Number(searchParams.get('since') ?? FIRST);
  const fresh = since === FIRST;
  const [, resource, name = ''] = pathname.split('/').map(decodeURIComponent);
  switch (resource) {
    case 'splitChanges':
      return {
        ff: { s: since, t: NEWEST, d: fresh ? definitions.flags : [] },
        rbs: { s: since, t: NEWEST, d: fresh ? definitions.ruleBasedSegments : [] },
      };
    case 'segmentChanges':
      return { name, added: fresh ? (definitions.segments[name] ?? []) : [], removed: [], since, till: NEWEST };
    default:
      return undefined;
  }
}
